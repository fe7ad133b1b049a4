package org.mailcloak.server.http;

import java.time.Duration;

/**
 * Bounds of the HTTP listener.
 *
 * @param connections how many may be open at once; further ones wait in the system's backlog
 * @param idle how long a connection may be silent
 * @param age how long a connection may live, whatever it does: each carries one request
 * @param headerOctets how large the request line and the headers may be together
 */
public record HttpLimits(int connections, Duration idle, Duration age, int headerOctets) {

    /** 32 connections, 5 seconds, 20 seconds, 4 KiB. */
    public static HttpLimits defaults() {
        return new HttpLimits(32, Duration.ofSeconds(5), Duration.ofSeconds(20), 4_096);
    }
}
