package org.mailcloak.idp.authentik;

import org.jspecify.annotations.Nullable;
import org.mailcloak.http.HttpOutcome;

/**
 * Says whether "nobody" may be believed: the token's own account is seen. Whoever sees single users only, by a permission
 * on each, does not see that one, unless somebody granted just this. Safe for many threads.
 */
final class Witness {

    static final String HIDDEN =
            "authentik shows some users only: it answers that nobody is there, but does not show the"
                    + " token's own account either; ";

    private final Api api;

    /** A token belongs to one account as long as it lives, so this is asked once. */
    private volatile @Nullable Long own;

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

    private long own() throws UnavailableException {
        Long known = own;
        if (known == null) {
            known = Answers.valueOf(api.me()).pk();
            own = known;
        }
        return known;
    }
}
