package org.mailcloak.server.logging;

import java.time.Instant;

/**
 * Writes times as {@code 2026-11-21T05:20:01.123Z}. Events come many in a second, so all but the milliseconds is put
 * together once a second. Safe for use by many threads.
 */
final class Timestamps {

    private static final int MILLIS = 1_000;

    private volatile Second second = Second.of(0);

    void append(StringBuilder out, long epochMillis) {
        long wanted = Math.floorDiv(epochMillis, (long) MILLIS);
        Second known = second;
        if (known.epochSecond != wanted) {
            known = Second.of(wanted);
            second = known;
        }
        int millis = Math.floorMod(epochMillis, MILLIS);
        out.append(known.text)
                .append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append('Z');
    }

    /** @param text up to the point before the milliseconds */
    private record Second(long epochSecond, String text) {

        static Second of(long epochSecond) {
            String whole = Instant.ofEpochSecond(epochSecond).toString();
            return new Second(epochSecond, whole.substring(0, whole.length() - 1) + '.');
        }
    }
}
