package org.mailcloak.idp.authentik;

import org.jspecify.annotations.Nullable;
import org.mailcloak.http.HttpOutcome;

/**
 * Says whether "nobody" may be believed: the token's own account is seen. Whoever sees single users only, by a permission
 * on each, does not see that one, unless somebody granted just this. The same holds for groups, by one that the account is
 * in. Safe for many threads.
 */
final class Witness {

    static final String HIDDEN =
            "authentik shows some users only: it answers that nobody is there, but does not show the"
                    + " token's own account either; ";

    static final String GROUPS_HIDDEN =
            "authentik shows some groups only: it does not show one that the token's own account is in; ";

    static final String NO_GROUP = "whether authentik shows all groups cannot be told: the token's account is in none;"
            + " make it a member of any group, such as the one that has its role";

    private final Api api;

    /** A token belongs to one account as long as it lives, so this is asked once. */
    private volatile @Nullable Long own;

    /** One that the token's account was in, and that was seen. */
    private volatile @Nullable String ownGroup;

    Witness(Api api) {
        this.api = api;
    }

    /** To be called after the answer that is doubted. Returns only if it can be believed. */
    void confirm() throws UnavailableException {
        HttpOutcome<Boolean> seen = api.sees(own());
        if (seen instanceof HttpOutcome.Refused<Boolean> refused && refused.status() == 404) {
            throw new UnavailableException(HIDDEN + Refusal.GRANT);
        }
        Answers.valueOf(seen);
    }

    /** Like {@link #confirm}, for an answer about groups. */
    void confirmGroups() throws UnavailableException {
        String known = ownGroup;
        if (known != null && sees(known)) {
            return;
        }
        String other = Answers.valueOf(api.me()).groups().stream()
                .findFirst()
                .orElseThrow(() -> new UnavailableException(NO_GROUP));
        if (!sees(other)) {
            throw new UnavailableException(GROUPS_HIDDEN + Refusal.GRANT_GROUPS);
        }
        ownGroup = other;
    }

    private boolean sees(String group) throws UnavailableException {
        HttpOutcome<Group> seen = api.group(group);
        if (seen instanceof HttpOutcome.Refused<Group> refused && refused.status() == 404) {
            return false;
        }
        Answers.valueOf(seen, Refusal.GROUPS);
        return true;
    }

    private long own() throws UnavailableException {
        Long known = own;
        if (known == null) {
            known = Answers.valueOf(api.me()).pk();
            own = known;
        }
        return known;
    }
}
