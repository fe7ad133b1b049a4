package org.mailcloak.idp.authentik;

import org.jspecify.annotations.Nullable;
import org.mailcloak.http.HttpOutcome;

/**
 * A check whether "not found" may be believed: the token's own account is seen. A token that sees single users only, by
 * a permission on each, does not see that one, unless an operator granted just this. The same holds for groups, by one
 * that the account is in. Safe for many threads.
 */
final class VisibilityCheck {

    static final String HIDDEN =
            "authentik shows some users only: it answers that there is no such user, but does not show the"
                    + " token's own account either; ";

    static final String GROUPS_HIDDEN =
            "authentik shows some groups only: it does not show one that the token's own account is in; ";

    static final String NO_GROUP = "whether authentik shows all groups is unknown: the token's account is in none;"
            + " make it a member of any group, such as the one that has its role";

    private final AuthentikApiClient api;

    /** A token belongs to one account as long as it lives, so this is asked once. */
    private volatile @Nullable Long own;

    /** One that the token's account was in, and that was seen. */
    private volatile @Nullable String ownGroup;

    VisibilityCheck(AuthentikApiClient api) {
        this.api = api;
    }

    /** To be called after the answer that is doubted. Returns only if it can be believed. */
    void confirm() throws AuthentikUnavailableException {
        HttpOutcome<Boolean> seen = api.sees(own());
        if (seen instanceof HttpOutcome.Refused<Boolean> refused && refused.status() == 404) {
            throw new AuthentikUnavailableException(HIDDEN + ApiError.GRANT);
        }
        Responses.valueOf(seen);
    }

    /** Like {@link #confirm}, for an answer about groups. */
    void confirmGroups() throws AuthentikUnavailableException {
        String known = ownGroup;
        if (known != null && sees(known)) {
            return;
        }
        String other = Responses.valueOf(api.me()).groups().stream()
                .findFirst()
                .orElseThrow(() -> new AuthentikUnavailableException(NO_GROUP));
        if (!sees(other)) {
            throw new AuthentikUnavailableException(GROUPS_HIDDEN + ApiError.GRANT_GROUPS);
        }
        ownGroup = other;
    }

    private boolean sees(String group) throws AuthentikUnavailableException {
        HttpOutcome<AuthentikGroup> seen = api.group(group);
        if (seen instanceof HttpOutcome.Refused<AuthentikGroup> refused && refused.status() == 404) {
            return false;
        }
        Responses.valueOf(seen, ApiError.GROUPS);
        return true;
    }

    private long own() throws AuthentikUnavailableException {
        Long known = own;
        if (known == null) {
            known = Responses.valueOf(api.me()).pk();
            own = known;
        }
        return known;
    }
}
