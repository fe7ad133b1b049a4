package org.mailcloak.idp.keycloak;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A check that a list which is read page by page comes to an end: each page has to bring something new, and all of them
 * together no more than a bound. A proxy that ignores {@code first} would be read without end. For one thread.
 */
final class Progress {

    private final String items;
    private final int most;
    private final Set<String> seen = new HashSet<>();

    /** @param items what is in the list, a plural */
    Progress(String items, int most) {
        this.items = items;
        this.most = most;
    }

    /** @param id distinguishes the items */
    <T> void checked(List<T> page, Function<T, String> id) throws KeycloakUnavailableException {
        boolean fresh = page.isEmpty();
        for (T item : page) {
            fresh |= seen.add(id.apply(item));
        }
        if (!fresh) {
            throw new KeycloakUnavailableException(
                    "a page of " + items + " brings nothing new: the list has no end",
                    KeycloakUnavailableException.Cause.ANSWERED);
        }
        if (seen.size() > most) {
            throw new KeycloakUnavailableException(
                    "there are more than " + most + ' ' + items + " in one answer",
                    KeycloakUnavailableException.Cause.ANSWERED);
        }
    }
}
