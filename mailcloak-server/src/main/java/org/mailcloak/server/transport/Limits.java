package org.mailcloak.server.transport;

import java.time.Duration;

/**
 * Bounds of the connections.
 *
 * @param connections how many may be open at once on all sockets together; further ones are closed at once
 * @param idle how long a connection may be silent between requests. Postfix closes after {@code
 *     smtpd_policy_service_max_ttl} = 1000 s, and a server that closes first costs a client a second
 * @param halfSent how long a request may take to arrive, and a reply to be taken
 * @param heldBytes how much memory all requests that are half sent or wait for their answer, and all replies that are not
 *     taken, may have together; beyond that the connection with the most is closed. One that is idle holds nothing
 */
public record Limits(int connections, Duration idle, Duration halfSent, long heldBytes) {

    private static final int SHARE_OF_HEAP = 8;

    public Limits {
        if (connections < 1) {
            throw new IllegalArgumentException("At least one connection must be allowed");
        }
        if (heldBytes < 1) {
            throw new IllegalArgumentException("Some memory must be allowed");
        }
        if (idle.isNegative() || idle.isZero() || halfSent.isNegative() || halfSent.isZero()) {
            throw new IllegalArgumentException("A deadline must be positive");
        }
    }

    /** 8,192 connections, 20 minutes, 30 seconds, an eighth of the heap. */
    public static Limits defaults() {
        return new Limits(
                8_192,
                Duration.ofMinutes(20),
                Duration.ofSeconds(30),
                Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
