package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.server.logging.LogCapture;

/** Refusing another user takes one: AllowedPeersTest of mailcloak-e2e has it. */
class PeerAccessPolicyTest {

    /** Nobody's, one hopes. */
    private static final String STRANGER = "987654321";

    @TempDir
    private Path folder;

    private final SettableTicker ticker = new SettableTicker();

    @Test
    void ownUserShouldBeAdmittedWhenItIsListedByUid() throws IOException {
        String uid = Files.getAttribute(folder, "unix:uid").toString();

        assertThat(admits(PeerAccessPolicy.only(List.of(STRANGER, uid), ticker)))
                .isTrue();
    }

    @Test
    void ownUserShouldBeAdmittedWhenItIsListedByName() throws IOException {
        String name = Files.getOwner(folder).getName();

        assertThat(admits(PeerAccessPolicy.only(List.of(name), ticker))).isTrue();
    }

    @Test
    void ownUserShouldBeRefusedWhenOnlyOthersAreListed() throws IOException {
        assertThat(admits(PeerAccessPolicy.only(List.of(STRANGER), ticker))).isFalse();
    }

    @Test
    void everybodyShouldBeAdmittedWhenNobodyIsListed() throws IOException {
        assertThat(admits(PeerAccessPolicy.everybody())).isTrue();
    }

    @Test
    void tcpPeerShouldBeAdmittedWhenOnlyOthersAreListed() throws IOException {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel peer = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(PeerAccessPolicy.only(List.of(STRANGER), ticker).admits("policy#1", peer))
                    .isTrue();
        }
    }

    @Test
    void tcpPeerShouldBeRefusedWhenItsHostIsNotAllowedAndToldOnceAMinute() throws IOException {
        PeerAccessPolicy check = PeerAccessPolicy.everybody().from(host -> false, ticker);
        try (LogCapture log = LogCapture.from(Level.WARN);
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel peer = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(check.admits("policy#1", peer)).isFalse();
            assertThat(check.admits("policy#2", peer)).isFalse();
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .matches("policy#1: refused, /127\\.0\\.0\\.1:[0-9]+ is not in sockets.allowed_networks; .*");

            ticker.advance(Duration.ofMinutes(1));
            assertThat(check.admits("policy#3", peer)).isFalse();
            assertThat(log.messages(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void unixPeerShouldBeAdmittedWhateverHostsAreAllowed() throws IOException {
        assertThat(admits(PeerAccessPolicy.everybody().from(host -> false, ticker)))
                .isTrue();
    }

    @Test
    void unknownNameShouldBeToldWhenItIsListed() {
        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> PeerAccessPolicy.only(List.of("no-such-user"), Ticker.systemTicker()))
                .withMessage("sockets.allowed_peer_users: this system has no user no-such-user");
    }

    @Test
    void warningShouldNameTheUserOnceAMinuteWhenItIsRefusedAgainAndAgain() throws IOException {
        PeerAccessPolicy check = PeerAccessPolicy.only(List.of(STRANGER), ticker);
        String name = Files.getOwner(folder).getName();

        try (LogCapture log = LogCapture.from(Level.WARN)) {
            admits(check);
            admits(check);
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("policy#1: refused, user " + name + " is not in");

            ticker.advance(Duration.ofMinutes(1));
            admits(check);
            assertThat(log.messages(Level.WARN)).hasSize(2);
        }
    }

    private boolean admits(PeerAccessPolicy check) throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                SocketChannel peer = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            return check.admits("policy#1", peer);
        } finally {
            Files.delete(socket);
        }
    }
}
