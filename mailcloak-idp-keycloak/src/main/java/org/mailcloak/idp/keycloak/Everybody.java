package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/**
 * Reads all users of the realm. Keycloak has pages by offset only, and a list that changes meanwhile moves under the
 * reader: who is deleted on a page that was read makes the others slip past the next one. So each page begins with a user
 * of the page before; where it does not, the reader steps back until it does. Whoever is not told was not there when the
 * reading began, or is gone.
 *
 * <p>Keycloak reads the credentials of each user of a full page, and the time for a page grows faster than its size;
 * without a bound it sends a body that is cut short, with status 200.
 */
final class Everybody {

    /** The time for 20,000 users is about the same for pages of 200 to 500; a page has to fit into one answer. */
    static final int PAGE = 250;

    private static final int STEP_BACK = PAGE / 2;

    private static final int MOST_STEPS_BACK = 200;

    /** Users that were never imported have ids of this form, and no {@code federationLink}. */
    private static final String NOT_IMPORTED = "f:";

    private final KeycloakSettings settings;
    private final AdminApi api;
    private final ScanVisitor visitor;
    private boolean federated;
    private int stepsBack;

    Everybody(KeycloakSettings settings, AdminApi api, ScanVisitor visitor) {
        this.settings = settings;
        this.api = api;
        this.visitor = visitor;
    }

    /** Once. */
    Scan read() throws UnavailableException {
        long first = 0;
        Set<String> before = Set.of();
        while (true) {
            List<Account> page = api.page(first, PAGE);
            if (first > 0 && (page.isEmpty() || !before.contains(page.get(0).id()))) {
                first = stepBack(first);
                continue;
            }
            for (Account account : page) {
                tell(account);
            }
            if (page.size() <= 1) {
                break;
            }
            first += page.size() - 1;
            before = page.stream().map(Account::id).collect(Collectors.toSet());
        }
        api.confirmView();
        return federated
                ? Scan.partial(
                        "some users come from another directory, and Keycloak does not list those it never imported")
                : Scan.complete();
    }

    private long stepBack(long first) throws UnavailableException {
        stepsBack++;
        if (stepsBack > MOST_STEPS_BACK) {
            throw new UnavailableException("the list of users changes faster than it can be read");
        }
        return Math.max(0, first - STEP_BACK);
    }

    private void tell(Account account) throws UnavailableException {
        if (account.serviceAccount()) {
            return;
        }
        federated |= account.federated() || account.id().startsWith(NOT_IMPORTED);
        if (account.mayBeDisabledByOutage()) {
            visitor.doubtful(
                    Set.of(account.username()),
                    Stream.concat(account.primary().stream(), account.aliases().stream())
                            .collect(Collectors.toUnmodifiableSet()));
        } else {
            visitor.found(account.identity(settings.groups() ? api.groups(account) : Set.of()));
        }
    }
}
