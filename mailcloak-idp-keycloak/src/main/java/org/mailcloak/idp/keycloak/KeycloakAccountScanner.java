package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/**
 * A reader of all users of the realm. Keycloak has pages by offset only, and a list that changes meanwhile moves under
 * the reader: a deletion on a page that was read makes the other users slip past the next one. So each page begins with
 * a user of the page before; where it does not, the reader steps back until it does. A user that is not reported was
 * not there when the reading began, or is gone.
 *
 * <p>Keycloak reads the credentials of each user of a full page, and the time for a page grows faster than its size;
 * without a bound it sends a body that is cut short, with status 200.
 */
final class KeycloakAccountScanner {

    /** The time for 20,000 users is about the same for pages of 100 to 500; a page has to fit into one answer. */
    static final int PAGE = 125;

    private static final int STEP_BACK = PAGE / 2;

    private static final int MOST_STEPS_BACK = 200;

    /** Users that were never imported have ids of this form, and no {@code federationLink}. */
    private static final String NOT_IMPORTED = "f:";

    private final KeycloakApiClient api;
    private final ScanVisitor visitor;
    private boolean federated;
    private int stepsBack;

    KeycloakAccountScanner(KeycloakApiClient api, ScanVisitor visitor) {
        this.api = api;
        this.visitor = visitor;
    }

    /** Once. */
    ScanResult read() throws KeycloakUnavailableException {
        long first = 0;
        long furthest = 0;
        Set<String> before = Set.of();
        while (true) {
            List<KeycloakUser> page = api.page(first, PAGE);
            if (first > 0 && (page.isEmpty() || !before.contains(page.get(0).id()))) {
                first = stepBack(first);
                continue;
            }
            Set<String> ids = page.stream().map(KeycloakUser::id).collect(Collectors.toSet());
            if (first > furthest && page.size() > 1 && before.containsAll(ids)) {
                throw new KeycloakUnavailableException("a page of users brings nobody new: the list has no end");
            }
            furthest = Math.max(furthest, first);
            for (KeycloakUser account : page) {
                tell(account);
            }
            if (page.size() <= 1) {
                break;
            }
            first += page.size() - 1;
            before = ids;
        }
        api.confirmView();
        return federated
                ? ScanResult.partial(
                        "some users come from another directory, and Keycloak does not list those it never imported")
                : ScanResult.complete();
    }

    private long stepBack(long first) throws KeycloakUnavailableException {
        stepsBack++;
        if (stepsBack > MOST_STEPS_BACK) {
            throw new KeycloakUnavailableException("the list of users changes faster than it can be read");
        }
        return Math.max(0, first - STEP_BACK);
    }

    private void tell(KeycloakUser account) throws KeycloakUnavailableException {
        if (account.serviceAccount()) {
            return;
        }
        federated |= account.federated() || account.id().startsWith(NOT_IMPORTED);
        if (account.isDoubtful()) {
            visitor.doubtful(
                    Set.of(account.username()),
                    Stream.concat(account.primary().stream(), account.aliases().stream())
                            .collect(Collectors.toUnmodifiableSet()));
        } else {
            visitor.found(account.account());
        }
    }
}
