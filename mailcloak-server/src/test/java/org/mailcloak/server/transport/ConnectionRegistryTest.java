package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.logging.LogCapture;

/** The orderly stop, and the limits. */
class ConnectionRegistryTest {

    /** Longer than any test may take: whoever waits for it fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void stopShouldCloseAConnectionAtOnceWhenItIsIdle() {
        try (LogCapture log = LogCapture.from(Level.WARN);
                LineService service = LineService.start();
                Peer idle = service.connect()) {
            assertThat(idle.send("a\n").receive(2)).isEqualTo("a\n");

            assertThat(service.connections.stop(PATIENCE)).isZero();

            assertThat(idle.receiveToEnd()).isEmpty();
            assertThat(log.events()).isEmpty();
        }
    }

    @Test
    void stopShouldCloseAConnectionAtOnceWhenItsRequestIsHalfSent() throws InterruptedException {
        try (LineService service = LineService.start();
                Peer halfSent = service.connect()) {
            halfSent.send("a");
            service.lines.received.acquire();

            assertThat(service.connections.stop(PATIENCE)).isZero();

            assertThat(halfSent.receiveToEnd()).isEmpty();
        }
    }

    @Test
    void stopShouldWaitForTheReplyWhenARequestIsUnderWay() throws InterruptedException {
        try (LineService service = LineService.start();
                Peer busy = service.connect()) {
            busy.send(LineHandler.HOLD + "\n");
            service.lines.received.acquire();
            AtomicInteger cut = new AtomicInteger(-1);
            Thread stopping = new Thread(() -> cut.set(service.connections.stop(PATIENCE)));
            stopping.start();
            Awaitility.await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

            service.lines.gate.complete(null);

            assertThat(busy.receiveToEnd()).isEqualTo(LineHandler.HOLD + "\n");
            stopping.join();
            assertThat(cut).hasValue(0);
        }
    }

    @Test
    void stopShouldCutARequestOffWhenItOutlastsThePatience() throws InterruptedException {
        try (LogCapture log = LogCapture.from(Level.WARN);
                LineService service = LineService.start();
                Peer busy = service.connect()) {
            busy.send(LineHandler.HOLD + "\n");
            service.lines.received.acquire();

            assertThat(service.connections.stop(Duration.ZERO)).isEqualTo(1);

            assertThat(busy.receiveToEnd()).isEmpty();
            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("1 connections were cut off");
        }
    }

    @Test
    void connectionShouldBeClosedAtOnceWhenItArrivesAfterTheStop() throws Exception {
        try (LineService service = LineService.start()) {
            assertThat(service.connections.stop(PATIENCE)).isZero();

            try (Peer late = service.connect()) {
                assertThat(CompletableFuture.supplyAsync(late::receiveToEnd).get())
                        .isEmpty();
            }
        }
    }

    @Test
    void statisticsShouldTellWhatBecameOfEachConnection() {
        try (LineService service = LineService.start(new ListenAddress.Inet("127.0.0.1", 0), 2);
                Peer good = service.connect();
                Peer bad = service.connect()) {
            assertThat(good.send("a\n").receive(2)).isEqualTo("a\n");
            assertThat(bad.send("a\n").receive(2)).isEqualTo("a\n");
            try (Peer third = service.connect()) {
                assertThat(third.receiveToEnd()).isEmpty();
            }
            assertThat(service.connections.statistics()).isEqualTo(new ConnectionStatistics(2, 2, 2, 1, 0, 0, 0));

            bad.send(LineHandler.BAD + "\n").receiveToEnd();
            service.ticker.advance(LineService.IDLE);
            service.connections.enforceDeadlines();
            good.receiveToEnd();
            service.awaitNoConnection();

            assertThat(service.connections.statistics()).isEqualTo(new ConnectionStatistics(0, 2, 2, 1, 1, 1, 0));
        }
    }

    @Test
    void sinceTurnShouldGrowUntilTheLoopsTakeOne() {
        try (LineService service = LineService.start()) {
            service.ticker.advance(Duration.ofSeconds(40));
            assertThat(service.connections.sinceTurn()).isEqualTo(Duration.ofSeconds(40));

            service.connections.enforceDeadlines();

            Awaitility.await().until(() -> service.connections.sinceTurn().isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,-1,1,1", "1,1,-1,1", "1,1,1,0"})
    void limitsShouldBeRefusedWhenTheyAreNotPositive(int connections, int idle, int halfSent, long held) {
        assertThatThrownBy(() -> new Limits(connections, Duration.ofSeconds(idle), Duration.ofSeconds(halfSent), held))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idleLimitShouldOutlastPostfixsOwnWhenNothingElseIsSaid() {
        assertThat(Limits.defaults().idle()).isGreaterThan(Duration.ofSeconds(1_000));
    }
}
