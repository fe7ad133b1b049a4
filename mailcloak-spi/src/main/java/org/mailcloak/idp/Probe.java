package org.mailcloak.idp;

import java.util.Optional;

/** Whether a provider is able to answer at all; see {@link IdentityProvider#probe}. */
public sealed interface Probe {

    /** A name that no look-up of a client chose. Whether an account has it does not matter. */
    String LOGIN = "mailcloak-probe";

    /** The provider answers. A look-up that fails meanwhile fails for a reason of its own. */
    record Passed() implements Probe {}

    /**
     * The provider cannot answer any look-up.
     *
     * @param reason why, for the log: one line, no secrets
     */
    record Failed(String reason) implements Probe {
        public Failed {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("A probe that failed needs a reason");
            }
        }
    }

    static Probe passed() {
        return new Passed();
    }

    static Probe failed(String reason) {
        return new Failed(reason);
    }

    /** What a look-up of the provider's own says: only an answer that is unavailable for all is a failure. */
    static Probe of(ProviderAnswer answer) {
        return answer.isUnclear()
                ? passed()
                : answer.failure().map(Probe::failed).orElseGet(Probe::passed);
    }

    /** Why the provider cannot answer; empty if it can. */
    default Optional<String> failure() {
        return this instanceof Failed failed ? Optional.of(failed.reason()) : Optional.empty();
    }
}
