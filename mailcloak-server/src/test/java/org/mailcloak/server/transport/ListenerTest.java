package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.logging.LogCapture;

class ListenerTest {

    @TempDir
    Path folder;

    @Test
    void bindShouldRefuseWhenTheHostIsUnknown() {
        ListenAddress address = new ListenAddress.Inet("no-such-host.invalid", 0);

        assertThatThrownBy(() -> Listener.bind("policy", address, LineService.ACCESS))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll("inet:no-such-host.invalid:0", "host name is not known");
    }

    @Test
    void bindShouldRefuseWhenThePortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ListenAddress address = new ListenAddress.Inet("127.0.0.1", other.getLocalPort());

            assertThatThrownBy(() -> Listener.bind("policy", address, LineService.ACCESS))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContainingAll("inet:127.0.0.1:" + other.getLocalPort(), "in use");
        }
    }

    @Test
    void closeShouldRemoveTheSocketFileAndLetOpenConnectionsGoOn() {
        Path path = folder.resolve("s");
        try (LineService service = LineService.start(new ListenAddress.Unix(path), 100);
                Peer peer = Peer.unix(path)) {
            peer.send("one\n");
            assertThat(peer.receive(4)).isEqualTo("one\n");

            service.listener.close();

            assertThat(path).doesNotExist();
            peer.send("two\n");
            assertThat(peer.receive(4)).isEqualTo("two\n");
        }
    }

    @Test
    void repliesShouldKeepTheirOrderWhenRequestsComeTogether() {
        try (LineService service = LineService.start();
                Peer peer = service.connect()) {
            peer.send("a\nb\nc\nd\n").finish();

            assertThat(peer.receiveToEnd()).isEqualTo("a\nb\nc\nd\n");
        }
    }

    @Test
    void requestShouldBeAnsweredWhenItIsLongerThanOneRead() {
        String line = "x".repeat(50_000) + "\n";
        try (LineService service = LineService.start();
                Peer peer = service.connect()) {
            peer.send(line + "y\n");

            assertThat(peer.receive(line.length() + 2)).isEqualTo(line + "y\n");
        }
    }

    @Test
    void connectionShouldBeRefusedWhenTheBoundIsReachedAndTakenWhenThereIsRoomAgain() {
        try (LogCapture log = LogCapture.from(Level.WARN);
                LineService service = LineService.start(new ListenAddress.Inet("127.0.0.1", 0), 2);
                Peer first = service.connect();
                Peer second = service.connect()) {
            assertThat(first.send("1\n").receive(2)).isEqualTo("1\n");
            assertThat(second.send("2\n").receive(2)).isEqualTo("2\n");

            assertRefused(service);
            assertRefused(service);
            assertThat(log.messages(Level.WARN))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("lines", "refused", "2 are open");
            assertThat(first.send("3\n").receive(2)).isEqualTo("3\n");
            assertThat(second.send("4\n").receive(2)).isEqualTo("4\n");

            second.finish().receiveToEnd();
            Awaitility.await().until(() -> service.connections.count() == 1);
            try (Peer third = service.connect()) {
                assertThat(third.send("5\n").receive(2)).isEqualTo("5\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LineHandler.BAD, LineHandler.DEFECT})
    void connectionShouldBeClosedAloneWhenItsRequestFails(String request) {
        try (LogCapture log = LogCapture.from(Level.WARN);
                LineService service = LineService.start();
                Peer other = service.connect();
                Peer bad = service.connect()) {
            other.send("before\n");

            bad.send("good\n" + request + "\nnever\n");

            assertThat(bad.receiveToEnd()).isEqualTo("good\n");
            assertThat(other.receive(7)).isEqualTo("before\n");
            assertThat(other.send("after\n").receive(6)).isEqualTo("after\n");
            other.finish();
            service.awaitNoConnection();
            assertThat(log.events()).hasSize(1);
        }
    }

    @Test
    void defectShouldBeLoggedWithItsTraceAndAPeersFaultWithout() {
        try (LogCapture log = LogCapture.from(Level.WARN);
                LineService service = LineService.start()) {
            service.connect().send(LineHandler.BAD + "\n").receiveToEnd();
            service.awaitNoConnection();
            service.connect().send(LineHandler.DEFECT + "\n").receiveToEnd();
            service.awaitNoConnection();

            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("lines#1", "a bad line");
            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("lines#2", "defect");
            assertThat(log.events().get(0).getThrowableProxy()).isNull();
            assertThat(log.events().get(1).getThrowableProxy()).isNotNull();
        }
    }

    @Test
    void nextConnectionShouldBeServedWhenOneCouldNotEvenBegin() {
        AtomicBoolean first = new AtomicBoolean(true);
        LineHandler lines = new LineHandler(new SettableTicker());
        ProtocolHandler.Factory factory = () -> {
            if (first.getAndSet(false)) {
                throw new IllegalStateException("a defect");
            }
            return lines.open();
        };
        ConnectionRegistry connections = ConnectionRegistry.start(Limits.defaults(), new SettableTicker(), 1);
        try (Listener listener = Listener.bind("lines", new ListenAddress.Inet("127.0.0.1", 0), LineService.ACCESS)) {
            listener.start(factory, connections, PeerAccessPolicy::everybody, Limits.defaults());

            assertThat(Peer.inet(listener.port()).receiveToEnd()).isEmpty();
            try (Peer second = Peer.inet(listener.port())) {
                assertThat(second.send("a\n").receive(2)).isEqualTo("a\n");
            }
        }
    }

    @Test
    void otherConnectionsShouldBeServedWhileARequestWaits() {
        try (LineService service = LineService.start();
                Peer waiting = service.connect();
                Peer other = service.connect()) {
            waiting.send("first\n" + LineHandler.HOLD + "\nlast\n");
            assertThat(waiting.receive(6)).isEqualTo("first\n");

            assertThat(other.send("a\n").receive(2)).isEqualTo("a\n");

            service.lines.gate.complete(null);
            assertThat(waiting.receive(10)).isEqualTo("hold\nlast\n");
        }
    }

    @Test
    void requestShouldBeAnsweredWhenItsTimeIsOver() throws InterruptedException {
        try (LineService service = LineService.start();
                Peer waiting = service.connect()) {
            waiting.send(LineHandler.HOLD + "\nlast\n");
            service.lines.received.acquire();

            service.ticker.advance(LineHandler.DUE);
            service.connections.enforceDeadlines();

            assertThat(waiting.receive(10)).isEqualTo("late\nlast\n");
        }
    }

    @Test
    void replyShouldReachAPeerThatHasFinishedSendingWhileItsRequestWaits() throws InterruptedException {
        try (LineService service = LineService.start();
                Peer waiting = service.connect()) {
            waiting.send(LineHandler.HOLD + "\n").finish();
            service.lines.received.acquire();

            service.lines.gate.complete(null);

            assertThat(waiting.receiveToEnd()).isEqualTo("hold\n");
        }
    }

    @Test
    void repliesShouldKeepTheirOrderWhenThePeerTakesThemSlowly() {
        try (LineService service = LineService.start();
                Peer peer = service.connect()) {
            peer.send("a\n" + LineHandler.HUGE + "\n" + LineHandler.HOLD + "\nb\n");
            service.lines.gate.complete(null);

            String all = peer.finish().receiveToEnd();

            assertThat(all).startsWith("a\n").endsWith("huge\nhold\nb\n").hasSize(2 + LineHandler.HUGE_BYTES + 12);
        }
    }

    private static void assertRefused(LineService service) {
        try (Peer refused = service.connect()) {
            assertThat(refused.receiveToEnd()).isEmpty();
        }
    }
}
