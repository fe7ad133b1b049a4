package org.mailcloak.http;

import java.time.Duration;
import java.util.Optional;

/** Settings with times so long that they never matter, but for the one that a test is about. */
final class Patience {

    private static final Duration ENDLESS = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private Patience() {}

    static HttpSettings endless() {
        return settings(ENDLESS, ENDLESS, ENDLESS, 4);
    }

    static HttpSettings shortResponse() {
        return settings(SHORT, ENDLESS, ENDLESS, 4);
    }

    static HttpSettings shortCall() {
        return settings(ENDLESS, SHORT, ENDLESS, 4);
    }

    static HttpSettings shortWaitForOneConnection() {
        return settings(ENDLESS, ENDLESS, SHORT, 1);
    }

    private static HttpSettings settings(Duration response, Duration call, Duration wait, int connections) {
        return new HttpSettings(ENDLESS, response, call, wait, connections, 1000, Optional.empty());
    }
}
