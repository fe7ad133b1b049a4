package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads what was recorded since the last time, oldest first. An event has the time at which its change began, and is seen
 * when that has ended, and servers' clocks differ: so each reading goes back a while, and passes over what it knows. For
 * one thread.
 */
final class EventLog {

    /** As long as a change may take until it is seen, and clocks may differ. A second's reading is as long as this. */
    private static final long OVERLAP_MILLIS = 30_000;

    static final int PAGE = 200;

    /** More new events at once are not reported one by one. */
    static final int MOST = 1_000;

    /** At one time, with those that are known. */
    private static final int MOST_READ = 20_000;

    /** Asks Keycloak for a part of its log. */
    interface Source {

        /**
         * @param since milliseconds since 1970, by Keycloak's clock; inclusive
         * @param first how many are passed over
         * @param oldestFirst otherwise the newest is the first
         */
        List<KeycloakEvent> events(long since, long first, int most, boolean oldestFirst)
                throws KeycloakUnavailableException;
    }

    private final Source source;
    private final LongSupplier now;
    private final Map<String, Long> known = new HashMap<>();
    private long newest = -1;

    /** @param now milliseconds since 1970, by our clock */
    EventLog(Source source, LongSupplier now) {
        this.source = source;
        this.now = now;
    }

    /**
     * Those that are new; at the first time what is in the log's last half minute. They are new again if this is called
     * before {@link #keep}.
     */
    List<KeycloakEvent> read() throws KeycloakUnavailableException {
        if (newest < 0) {
            newest = source.events(0, 0, 1, false).stream()
                    .mapToLong(this::past)
                    .max()
                    .orElse(0);
        }
        List<KeycloakEvent> fresh = new ArrayList<>();
        long since = Math.max(0, newest - OVERLAP_MILLIS);
        List<KeycloakEvent> page;
        long first = 0;
        Progress progress = new Progress("events", MOST_READ);
        do {
            page = source.events(since, first, PAGE, true);
            progress.checked(page, KeycloakEvent::id);
            page.stream().filter(event -> !known.containsKey(event.id())).forEach(fresh::add);
            first += page.size();
        } while (page.size() == PAGE && fresh.size() <= MOST);
        return fresh;
    }

    /**
     * When it was, at the latest now. An event with a time to come would hide all that are recorded until then. If Keycloak's clock
     * is ahead of ours, a longer part of the log is read each time, and passed over.
     */
    private long past(KeycloakEvent event) {
        return Math.min(event.time(), now.getAsLong());
    }

    /** These need not be read again. */
    void keep(List<KeycloakEvent> told) {
        for (KeycloakEvent event : told) {
            known.put(event.id(), event.time());
            newest = Math.max(newest, past(event));
        }
        known.values().removeIf(time -> time < newest - 2 * OVERLAP_MILLIS);
    }

    /** Begins anew at the end of the log. */
    void skip() {
        newest = -1;
        known.clear();
    }
}
