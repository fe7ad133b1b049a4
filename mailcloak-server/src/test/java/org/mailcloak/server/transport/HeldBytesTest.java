package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.logging.LogCapture;

/** The bound of what is half sent or not taken, of all connections together. */
class HeldBytesTest {

    private static final int MOST = 100;

    private final LineService service = LineService.start(
            new ListenAddress.Inet("127.0.0.1", 0), new Limits(10, LineService.IDLE, LineService.HALF_SENT, MOST));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void connectionWithTheMostShouldBeClosedWhenAllTogetherHoldTooMuch() throws InterruptedException {
        try (LogCapture log = LogCapture.from(Level.WARN);
                Peer little = service.connect();
                Peer much = service.connect()) {
            halfSend(much, MOST - 10);
            halfSend(little, 11);

            assertThat(much.receiveToEnd()).isEmpty();
            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("it holds 90 bytes", "than 100");
            assertThat(little.send("\n").receive(12)).isEqualTo("x".repeat(11) + "\n");
            assertThat(service.connections.statistics().heavy()).isEqualTo(1);
        }
    }

    @Test
    void nobodyShouldBeClosedWhenTheBoundIsReachedAndNotPassed() throws InterruptedException {
        try (Peer one = service.connect();
                Peer other = service.connect()) {
            halfSend(one, MOST / 2);
            halfSend(other, MOST / 2);

            assertThat(one.send("\n").receive(MOST / 2 + 1)).endsWith("x\n");
            assertThat(other.send("\n").receive(MOST / 2 + 1)).endsWith("x\n");
        }
    }

    @Test
    void whatWasHeldShouldCountNoLongerWhenItIsAnsweredOrItsConnectionIsGone() throws InterruptedException {
        try (Peer answered = service.connect()) {
            for (int round = 0; round < 5; round++) {
                halfSend(answered, MOST - 10);
                assertThat(answered.send("\n").receive(MOST - 9)).endsWith("x\n");
                try (Peer leaving = service.connect()) {
                    halfSend(leaving, MOST - 10);
                }
                Awaitility.await().until(() -> service.connections.count() == 1);
            }
            assertThat(service.connections.statistics().heavy()).isZero();
        }
    }

    @Test
    void replyShouldCountWhenItsPeerDoesNotTakeIt() {
        try (Peer deaf = service.connect()) {
            deaf.send(LineHandler.HUGE + "\n");

            service.awaitNoConnection();

            assertThat(service.connections.statistics().heavy()).isEqualTo(1);
        }
    }

    private void halfSend(Peer peer, int bytes) throws InterruptedException {
        peer.send("x".repeat(bytes));
        service.lines.received.acquire();
    }
}
