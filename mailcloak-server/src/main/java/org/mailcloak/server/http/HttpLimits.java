package org.mailcloak.server.http;

import java.time.Duration;

/**
 * Bounds of the HTTP listener.
 *
 * @param connections how many may be open at once; one more takes the place of the oldest
 * @param idle how long a connection may be silent
 * @param age how long a connection may live, even if it is active: each carries one request
 * @param headerBytes how large the request line and the headers may be together
 */
public record HttpLimits(int connections, Duration idle, Duration age, int headerBytes) {

    /** 64 connections, 5 seconds, 20 seconds, 4 KiB. */
    public static HttpLimits defaults() {
        return new HttpLimits(64, Duration.ofSeconds(5), Duration.ofSeconds(20), 4_096);
    }
}
