package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.http.HttpOutcome;

/**
 * Reads lists of people to their end, within a bound. A list of several pages that changes meanwhile is read once more: a
 * user may have slipped to a page that was read already. Only a removal and an addition at once go unnoticed.
 */
final class People {

    /** So many requests for one filter; with pages of 100, that is 2,000 users. */
    static final int MAX_PAGES = 20;

    private final Api api;
    private final Duration patience;

    /** @param patience after this time no further page is asked for */
    People(Api api, Duration patience) {
        this.api = api;
        this.patience = patience;
    }

    /** The people that the filter finds; empty if they are too many to read. */
    Optional<List<User>> find(UserQuery query) throws UnavailableException {
        long started = System.nanoTime();
        Scan first = new Scan(query, started);
        if (first.run()) {
            return first.people();
        }
        Scan second = new Scan(query, started);
        if (second.run()) {
            return second.people();
        }
        throw new UnavailableException("authentik's list of users changed twice while it was read");
    }

    /** Like {@link #find}, for a filter that finds a few at most. */
    List<User> findFew(UserQuery query) throws UnavailableException {
        return find(query).orElseThrow(() -> tooMany(query));
    }

    static UnavailableException tooMany(UserQuery query) {
        return new UnavailableException("authentik finds more users by " + query.parameter() + " than the "
                + MAX_PAGES * Api.PAGE_SIZE + " that are read for one answer");
    }

    private final class Scan {

        private final UserQuery query;
        private final Map<Long, User> seen = new LinkedHashMap<>();
        private final long started;
        private long count;
        private boolean tooMany;

        Scan(UserQuery query, long started) {
            this.query = query;
            this.started = started;
        }

        /** Whether the list stayed what it was meanwhile. */
        boolean run() throws UnavailableException {
            for (long number = 1; number <= MAX_PAGES; number++) {
                HttpOutcome<UserPage> answer = api.people(query, number);
                if (number > 1 && answer instanceof HttpOutcome.Refused<UserPage> gone && gone.status() == 404) {
                    return false;
                }
                UserPage page = Answers.valueOf(answer);
                if (number > 1 && page.count() != count) {
                    return false;
                }
                count = page.count();
                page.users().forEach(user -> seen.put(user.pk(), user));
                if (page.next() == 0) {
                    return seen.size() == page.count();
                }
                if (page.count() > (long) MAX_PAGES * page.users().size()) {
                    break;
                }
                checkNext(page, number);
            }
            tooMany = true;
            return true;
        }

        private void checkNext(UserPage page, long number) throws UnavailableException {
            if (page.next() != number + 1) {
                throw new UnavailableException("authentik names page " + page.next() + " after page " + number);
            }
            if (System.nanoTime() - started > patience.toNanos()) {
                throw new UnavailableException(
                        "authentik's list of users could not be read to its end in " + patience.toSeconds() + " s");
            }
        }

        Optional<List<User>> people() {
            return tooMany
                    ? Optional.empty()
                    : Optional.of(seen.values().stream().filter(User::isPerson).toList());
        }
    }
}
