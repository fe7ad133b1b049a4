package org.mailcloak.store.sqlite;

import java.time.Instant;

/** Seconds since 1970, as the tables hold them; any program may have written any number there. */
final class EpochTime {

    private EpochTime() {}

    /** A number beyond what {@link Instant} can hold becomes the nearest that it can. */
    static Instant of(long seconds) {
        return Instant.ofEpochSecond(
                Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), seconds)));
    }
}
