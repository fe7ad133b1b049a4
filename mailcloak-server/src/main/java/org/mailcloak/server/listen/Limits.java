package org.mailcloak.server.listen;

import java.time.Duration;

/**
 * Bounds of the connections.
 *
 * @param connections how many may be open at once on all sockets together; further ones are closed at once
 * @param idle how long a connection may be silent between requests. Postfix closes after {@code
 *     smtpd_policy_service_max_ttl} = 1000 s, and a server that closes first costs a client a second
 * @param halfSent how long a request may take to arrive, and a reply to be taken
 */
public record Limits(int connections, Duration idle, Duration halfSent) {

    public Limits {
        if (connections < 1) {
            throw new IllegalArgumentException("At least one connection must be allowed");
        }
        if (idle.isNegative() || idle.isZero() || halfSent.isNegative() || halfSent.isZero()) {
            throw new IllegalArgumentException("A deadline must be positive");
        }
    }

    /** 8,192 connections, 20 minutes, 30 seconds. */
    public static Limits defaults() {
        return new Limits(8_192, Duration.ofMinutes(20), Duration.ofSeconds(30));
    }
}
