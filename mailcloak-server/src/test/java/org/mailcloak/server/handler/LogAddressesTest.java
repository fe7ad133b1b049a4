package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.server.transport.ConnectionRegistry;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Listener;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.server.transport.PeerAccessPolicy;
import org.mailcloak.server.transport.ProtocolHandler;
import org.mailcloak.server.transport.SocketAccess;
import org.mailcloak.table.AddressMaps;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

/** Whatever a peer sends, well-formed or not: {@code log.addresses} says how much of addresses and logins is logged. */
class LogAddressesTest {

    private static final List<String> POLICY = List.of(
            "sender=alice@d1.test\0\n\n",
            "sender=a\0alice@d1.test\n\n",
            "alice@d1.test\n\n",
            "=alice@d1.test\n\n",
            "sasl_username=alice\n\0",
            "MAIL FROM:<alice@d1.test>\r\n",
            "sender=alice@d1.test\nrecipient alice\n\n",
            "sender=" + "alice".repeat(20_000),
            "request=smtpd_access_policy\nprotocol_state=RCPT\nsender=alice@d1.test\nrecipient=alice@d1.test\n"
                    + "sasl_username=alice\nsasl_method=plain\n\n",
            "request=smtpd_access_policy\nprotocol_state=RCPT\nsender=al\u00edce+alice@d1.test\nrecipient=\"alice x\"@d1.test\n"
                    + "sasl_username=alice@d1.test\nsasl_method=alice@d1.test\nqueue_id=alice@d1.test\n"
                    + "client_address=alice@d1.test\ninstance=alice@d1.test\nclient_port=alice@d1.test\n\n",
            "request=smtpd_access_policy\nprotocol_state=alice@d1.test\nsender=alice@d1.test\n\n",
            "request=alice@d1.test\n\n");

    private static final List<String> SOCKETMAP = List.of(
            "13:alice@d1.test,",
            "15:alice@d1.test x,",
            "7:alice x,",
            "19:alias alice@d1.test,",
            "19:alias\0alice@d1.test,",
            "19:alias alice@d1.test;",
            "alice@d1.test",
            "14: alice@d1.test,");

    private static final List<String> TABLE = List.of(
            "get alice@d1.test\n",
            "put alice@d1.test x\n",
            "alice@d1.test\n",
            "get alice@d1.test%0\n",
            "get alice%00@d1.test\n",
            "get alice @d1.test\n",
            "get " + "alice".repeat(4_000) + "\n",
            "get al\0ice alice\n");

    private final LogCapture log = LogCapture.from(Level.TRACE);
    private final ConnectionRegistry connections =
            ConnectionRegistry.start(Limits.defaults(), System::nanoTime, 1, () -> false);
    private DecisionLog decisions = new DecisionLog(LogSection.Addresses.NONE);

    @BeforeEach
    void begin() {
        assertThat(log.events()).isEmpty();
    }

    @AfterEach
    void close() {
        connections.stop(Duration.ZERO);
        log.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(LogSection.Addresses.NONE, LogSection.Addresses.DOMAIN)
                .flatMap(mode -> Stream.of(
                                POLICY.stream().map(request -> Arguments.of(mode, "policy", request)),
                                SOCKETMAP.stream().map(request -> Arguments.of(mode, "socketmap", request)),
                                TABLE.stream().map(request -> Arguments.of(mode, "table", request)))
                        .flatMap(part -> part));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void logShouldHideAddressesAndLoginsWhateverThePeerSends(
            LogSection.Addresses shown, String protocol, String request) {
        decisions = new DecisionLog(shown);
        try (Listener listener = listen(handlers(protocol));
                Peer peer = Peer.inet(listener.port())) {
            peer.send(request.getBytes(StandardCharsets.ISO_8859_1)).finish().receiveToEnd();
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> connections.count() == 0);
        }

        assertThat(log.events())
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).doesNotContain("alice"))
                .allSatisfy(line -> assertThat(shown == LogSection.Addresses.NONE && line.contains("d1.test"))
                        .as(line)
                        .isFalse());
    }

    private Listener listen(ProtocolHandler.Factory handlers) {
        Listener listener = Listener.bind(
                "test",
                new ListenAddress.Inet("127.0.0.1", 0),
                new SocketAccess(Optional.empty(), Optional.empty(), PosixFilePermissions.fromString("rw-------")));
        listener.start(handlers, connections, PeerAccessPolicy::everybody, Limits.defaults());
        return listener;
    }

    private ProtocolHandler.Factory handlers(String protocol) {
        InMemoryMailStore store = new InMemoryMailStore();
        PolicyService policy = new PolicyService(
                PolicyRules.defaults(),
                () -> LookupsFixture.of(store, new FakeIdentityProvider()),
                decisions,
                RequestObserver.NONE);
        LookupService maps = new LookupService(
                AddressMaps.all(PolicyRules.defaults()),
                () -> LookupsFixture.of(store, new FakeIdentityProvider()),
                decisions,
                RequestObserver.NONE);
        return switch (protocol) {
            case "policy" -> () -> CodecHandler.policy(() -> policy);
            case "socketmap" -> () -> CodecHandler.socketmap(() -> maps);
            default -> () -> CodecHandler.tcpTable(() -> maps, "alias");
        };
    }
}
