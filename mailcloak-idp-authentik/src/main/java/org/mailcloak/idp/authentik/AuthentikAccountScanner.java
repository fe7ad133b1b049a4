package org.mailcloak.idp.authentik;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.ScanVisitor;

/**
 * A reader of all people. The list is in the order of their numbers, so an added user comes at its end. A removal makes
 * others slip to a page that was read already, and the reader goes back there. Only a removal and an addition between
 * two pages go unnoticed.
 */
final class AuthentikAccountScanner {

    private static final int MOST_STEPS_BACK = 50;

    private final AuthentikApiClient api;
    private final AccountMapper accounts;
    private final ScanVisitor visitor;
    private int stepsBack;
    private long furthest;
    private long highest = -1;

    AuthentikAccountScanner(AuthentikApiClient api, AccountMapper accounts, ScanVisitor visitor) {
        this.api = api;
        this.accounts = accounts;
        this.visitor = visitor;
    }

    /**
     * Reads the list once, to its end. Whether the token sees all users is for the {@link VisibilityCheck} to say,
     * after it.
     */
    void read() throws AuthentikUnavailableException {
        long number = 1;
        long count = 0;
        while (number > 0) {
            HttpOutcome<ResultPage<AuthentikUser>> answer = api.everybody(number);
            if (number > 1
                    && answer instanceof HttpOutcome.Refused<ResultPage<AuthentikUser>> gone
                    && gone.status() == 404) {
                number = stepBack(number, 1);
                continue;
            }
            ResultPage<AuthentikUser> page = Responses.valueOf(answer);
            long removed = count - page.count();
            count = page.count();
            if (number > 1 && removed > 0) {
                number = stepBack(number, removed);
                continue;
            }
            checkProgress(page, number);
            page.items().forEach(this::tell);
            checkNext(page, number);
            number = page.next();
        }
    }

    private long stepBack(long number, long removed) throws AuthentikUnavailableException {
        stepsBack++;
        if (stepsBack > MOST_STEPS_BACK) {
            throw new AuthentikUnavailableException("authentik's list of users changes faster than it can be read");
        }
        // An administrator may have made pages smaller than was asked for, but not to less than one user.
        return Math.max(1, number - Math.max(1, removed));
    }

    /** The list is in the order of the numbers, so each page has higher ones than those before, but after a step back. */
    private void checkProgress(ResultPage<AuthentikUser> page, long number) throws AuthentikUnavailableException {
        long highestHere =
                page.items().stream().mapToLong(AuthentikUser::pk).max().orElse(-1);
        if (number > furthest && page.next() != 0 && highestHere <= highest) {
            throw new AuthentikUnavailableException(
                    "page " + number + " of authentik's users brings nobody new: the list has no end");
        }
        furthest = Math.max(furthest, number);
        highest = Math.max(highest, highestHere);
    }

    private static void checkNext(ResultPage<AuthentikUser> page, long number) throws AuthentikUnavailableException {
        if (page.next() != 0 && page.next() != number + 1) {
            throw new AuthentikUnavailableException("authentik names page " + page.next() + " after page " + number);
        }
    }

    private void tell(AuthentikUser user) {
        if (!user.isPerson()) {
            return;
        }
        try {
            visitor.found(accounts.of(user));
        } catch (AuthentikUnavailableException unreadable) {
            visitor.doubtful(
                    Set.of(user.username()),
                    Stream.concat(user.address().stream(), accounts.aliases(user).stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }
}
