package org.mailcloak.idp.authentik;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.ScanVisitor;

/**
 * Reads all people. The list is in the order of their numbers, so whoever is added comes at its end; a removal makes others
 * slip to a page that was read already, and the reader goes back there. Only a removal and an addition between two pages
 * go unnoticed.
 */
final class Everybody {

    private static final int MOST_STEPS_BACK = 50;

    private final Api api;
    private final Identities identities;
    private final ScanVisitor visitor;
    private int stepsBack;

    Everybody(Api api, Identities identities, ScanVisitor visitor) {
        this.api = api;
        this.identities = identities;
        this.visitor = visitor;
    }

    /** Once, to the end of the list. Whether the token sees everybody is for the {@link Witness} to say, after it. */
    void read() throws UnavailableException {
        long number = 1;
        long count = 0;
        while (number > 0) {
            HttpOutcome<Page<User>> answer = api.everybody(number);
            if (number > 1 && answer instanceof HttpOutcome.Refused<Page<User>> gone && gone.status() == 404) {
                number = stepBack(number, 1);
                continue;
            }
            Page<User> page = Answers.valueOf(answer);
            long removed = count - page.count();
            count = page.count();
            if (number > 1 && removed > 0) {
                number = stepBack(number, removed);
                continue;
            }
            page.items().forEach(this::tell);
            checkNext(page, number);
            number = page.next();
        }
    }

    private long stepBack(long number, long removed) throws UnavailableException {
        stepsBack++;
        if (stepsBack > MOST_STEPS_BACK) {
            throw new UnavailableException("authentik's list of users changes faster than it can be read");
        }
        // An administrator may have made pages smaller than was asked for, but not to less than one user.
        return Math.max(1, number - Math.max(1, removed));
    }

    private static void checkNext(Page<User> page, long number) throws UnavailableException {
        if (page.next() != 0 && page.next() != number + 1) {
            throw new UnavailableException("authentik names page " + page.next() + " after page " + number);
        }
    }

    private void tell(User user) {
        if (!user.isPerson()) {
            return;
        }
        try {
            visitor.found(identities.of(user));
        } catch (UnavailableException unreadable) {
            visitor.doubtful(
                    Set.of(user.username()),
                    Stream.concat(user.address().stream(), identities.aliases(user).stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }
}
