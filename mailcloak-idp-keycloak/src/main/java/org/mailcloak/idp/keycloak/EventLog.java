package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what was recorded since the last time, oldest first. An event has the time at which its change began, and is seen
 * when that has ended, and servers' clocks differ: so each reading goes back a while, and passes over what it knows. For
 * one thread.
 */
final class EventLog {

    /** As long as a change may take until it is seen, and clocks may differ. A second's reading is as long as this. */
    private static final long OVERLAP_MILLIS = 30_000;

    static final int PAGE = 200;

    /** More new ones at once are not told one by one. */
    static final int MOST = 1_000;

    /** Asks Keycloak for a part of its log. */
    interface Source {

        /**
         * @param since milliseconds since 1970, by Keycloak's clock; inclusive
         * @param first how many are passed over
         * @param oldestFirst otherwise the newest is the first
         */
        List<Event> events(long since, long first, int most, boolean oldestFirst) throws UnavailableException;
    }

    private final Source source;
    private final Map<String, Long> known = new HashMap<>();
    private long newest = -1;

    EventLog(Source source) {
        this.source = source;
    }

    /**
     * Those that are new; at the first time what is in the log's last half minute. They are new again if this is called
     * before {@link #keep}.
     */
    List<Event> read() throws UnavailableException {
        if (newest < 0) {
            newest = source.events(0, 0, 1, false).stream()
                    .mapToLong(Event::time)
                    .max()
                    .orElse(0);
        }
        List<Event> fresh = new ArrayList<>();
        long since = Math.max(0, newest - OVERLAP_MILLIS);
        List<Event> page;
        long first = 0;
        do {
            page = source.events(since, first, PAGE, true);
            page.stream().filter(event -> !known.containsKey(event.id())).forEach(fresh::add);
            first += page.size();
        } while (page.size() == PAGE && fresh.size() <= MOST);
        return fresh;
    }

    /** These need not be read again. */
    void keep(List<Event> told) {
        for (Event event : told) {
            known.put(event.id(), event.time());
            newest = Math.max(newest, event.time());
        }
        known.values().removeIf(time -> time < newest - 2 * OVERLAP_MILLIS);
    }

    /** Begins anew at the end of the log. */
    void skip() {
        newest = -1;
        known.clear();
    }
}
