package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.process.LauncherServer;
import org.mailcloak.protocol.policy.PolicyRequestEncoder;

/** What clients and the reader of the log can do to the memory of a server with the launcher's flags. */
@Drill
@Timeout(600)
class MemoryDrillTest {

    /** Fewer than the bound, 8,192, so that others find room. */
    private static final int CONNECTIONS = 8_000;

    private static final int[] SIZES = {60_000, 250, 1_000, 30_000};

    /** -Dmailcloak.drill.requests: how many requests meet a log that is not read. */
    private static final int REQUESTS = Integer.getInteger("mailcloak.drill.requests", 100_000);

    private static final int BURST = 20;

    private static final long MOST_KIBIBYTES = 128 * 1_024;

    @Test
    void thousandsOfIdleConnectionsShouldHoldNothingOfTheirLargeRequests() throws Exception {
        List<PolicyClient> crowd = new ArrayList<>();
        try (LauncherServer server = LauncherServer.start()) {
            long most = 0;
            for (int i = 0; i < CONNECTIONS; i++) {
                PolicyClient client = new PolicyClient(server.policy());
                crowd.add(client);
                client.ask(request(SIZES[i % SIZES.length], i));
                most = i % 100 == 0 ? Math.max(most, server.residentKibibytes()) : most;
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(crowd.get(i).ask(request(SIZES[(i + 1) % SIZES.length], i)))
                        .isNotEmpty();
            }

            assertThat(server.answers()).isTrue();
            print(CONNECTIONS + " connections with up to 60 KB each", most);
            assertThat(most).isLessThanOrEqualTo(MOST_KIBIBYTES);
        } finally {
            for (PolicyClient client : crowd) {
                client.close();
            }
        }
    }

    /** A request that is half sent, a length that is only said, a name that is no map's, replies that are not taken. */
    @ParameterizedTest
    @ValueSource(strings = {"half", "length", "name", "replies"})
    void othersShouldBeServedWhenThousandsOfConnectionsTakeWhatMemoryTheyCan(String what) throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (LauncherServer server = LauncherServer.start()) {
            boolean policy = what.equals("half") || what.equals("replies");
            ByteBuffer bytes = ByteBuffer.wrap(text(what).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < CONNECTIONS; i++) {
                crowd.add(send(policy ? server.policy() : server.socketmap(), bytes.duplicate()));
            }

            assertThat(server.answers()).isTrue();
            print(CONNECTIONS + " connections: " + what, server.residentKibibytes());
            assertThat(server.residentKibibytes()).isLessThanOrEqualTo(MOST_KIBIBYTES);
        } finally {
            for (SocketChannel channel : crowd) {
                channel.close();
            }
        }
    }

    @Test
    void serverShouldServeAndEndWhenTheReaderOfTheLogHangsAndAddressesAreLong() throws Exception {
        try (LauncherServer server = LauncherServer.startWithoutReaderOfTheLog();
                PolicyClient client = new PolicyClient(server.policy())) {
            long most = 0;
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(client.ask("", "x".repeat(1_980) + "@out.test", "y".repeat(1_980) + i % BURST + "@d1.test"))
                        .isNotEmpty();
                most = i % 10_000 == 0 ? Math.max(most, server.residentKibibytes()) : most;
            }

            assertThat(server.answers()).isTrue();
            print("a log that is not read, " + REQUESTS + " requests with addresses of 2,000 bytes", most);
            assertThat(most).isLessThanOrEqualTo(MOST_KIBIBYTES);
            assertThat(server.terminate()).isZero();
        }
    }

    private static Map<String, String> request(int size, int number) {
        String part = "x".repeat(size / 3);
        return Map.of(
                "request",
                "smtpd_access_policy",
                "protocol_state",
                "RCPT",
                "sender",
                part + number + "@out.test",
                "recipient",
                part + number + "@d1.test",
                "instance",
                part);
    }

    private static String text(String what) {
        String query = "m".repeat(15_000) + " k";
        return switch (what) {
            case "half" -> "sender=" + "x".repeat(50_000);
            case "length" -> "16384:alias x";
            case "name" -> query.length() + ":" + query + ",";
            default ->
                new String(
                                PolicyRequestEncoder.encode(Map.of("request", "smtpd_access_policy")),
                                StandardCharsets.US_ASCII)
                        .repeat(2_000);
        };
    }

    /** As much as the server takes at once. */
    private static SocketChannel send(Path socket, ByteBuffer bytes) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        try {
            channel.write(bytes);
        } catch (IOException closed) {
            // The server needed the memory: that is what it may do.
            assertThat(closed.getMessage()).containsAnyOf("pipe", "reset");
        }
        return channel;
    }

    private static void print(String what, long kibibytes) {
        new DrillLine(
                        what,
                        kibibytes / 1_024 + " MiB resident",
                        "the process lives, others are answered",
                        Duration.ZERO)
                .print();
    }
}
