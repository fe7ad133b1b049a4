package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.server.logging.LogCapture;

/** Deadlines on real sockets, by a clock that the tests move. */
class DeadlineTest {

    private LogCapture log;
    private LineService service;
    private Peer peer;

    @BeforeEach
    void open() throws InterruptedException {
        log = LogCapture.from(Level.WARN);
        service = LineService.start();
        peer = service.connect();
        assertThat(peer.send("0\n").receive(2)).isEqualTo("0\n");
        service.lines.received.acquire();
    }

    @AfterEach
    void close() {
        peer.close();
        service.close();
        log.close();
    }

    @Test
    void connectionShouldBeClosedWhenItIsIdleForTooLong() {
        service.ticker.advance(LineService.IDLE.minusSeconds(1));
        service.connections.enforceDeadlines();
        assertThat(peer.send("a\n").receive(2)).isEqualTo("a\n");

        awaitClosedAfter(LineService.IDLE);

        assertThat(peer.receiveToEnd()).isEmpty();
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("lines#1", "idle for 1200 s");
    }

    @Test
    void connectionShouldBeClosedWhenItsRequestStaysHalfSent() throws InterruptedException {
        sendFirstByte();

        service.ticker.advance(LineService.HALF_SENT);
        service.connections.enforceDeadlines();

        assertThat(peer.receiveToEnd()).isEmpty();
        service.awaitNoConnection();
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("not complete after 30 s");
    }

    @Test
    void requestShouldBeAnsweredWhenItIsCompleteInTime() throws InterruptedException {
        sendFirstByte();

        service.ticker.advance(LineService.HALF_SENT.minusNanos(1));
        service.connections.enforceDeadlines();

        assertThat(peer.send("b\n").receive(3)).isEqualTo("ab\n");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void connectionShouldBeClosedInTimeWhenItsRequestDripsInByteByByte() throws InterruptedException {
        sendFirstByte();
        service.ticker.advance(Duration.ofSeconds(20));
        peer.send("b");
        service.lines.received.acquire();

        // 35 s since the first byte, 15 s since the last one.
        service.ticker.advance(Duration.ofSeconds(15));

        awaitClosed();
        assertThat(peer.receiveToEnd()).isEmpty();
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("not complete after 30 s");
    }

    @Test
    void connectionShouldBeClosedWhenItsPeerNeverReadsTheReplies() throws InterruptedException {
        peer.send(LineHandler.HUGE + "\n");
        service.lines.received.acquire();

        awaitClosedAfter(LineService.HALF_SENT);

        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("did not take its reply within 30 s");
        assertThat(peer.receiveToEnd().length()).isLessThan(LineHandler.HUGE_BYTES);
    }

    @Test
    void otherConnectionsShouldGoOnWhenOneIsOverdue() throws InterruptedException {
        sendFirstByte();
        try (Peer other = service.connect()) {
            assertThat(other.send("a\n").receive(2)).isEqualTo("a\n");

            // The other one waits again: its deadline is the long one.
            service.ticker.advance(LineService.HALF_SENT);
            service.connections.enforceDeadlines();

            assertThat(peer.receiveToEnd()).isEmpty();
            assertThat(other.send("b\n").receive(2)).isEqualTo("b\n");
        }
    }

    /** Returns once the connection waits for the rest. */
    private void sendFirstByte() throws InterruptedException {
        peer.send("a");
        service.lines.received.acquire();
    }

    /** The connection may still be on its way to where it waits, so the clock goes on until it is there. */
    private void awaitClosedAfter(Duration deadline) {
        Awaitility.await().until(() -> {
            service.ticker.advance(deadline);
            service.connections.enforceDeadlines();
            return service.connections.count() == 0;
        });
    }

    private void awaitClosed() {
        Awaitility.await().until(() -> {
            service.connections.enforceDeadlines();
            return service.connections.count() == 0;
        });
    }
}
