package org.mailcloak.cache;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** A question to an identity provider. */
sealed interface Key {

    Lookup ask(IdentityProvider provider);

    /** What it is about, whoever the answer names: a number for {@link Versions}. */
    int subject();

    /** What it costs to remember, see {@link Weight}. */
    int weight();

    /** Letter case is the provider's business, so two spellings are two keys. */
    record Login(String name) implements Key {
        @Override
        public Lookup ask(IdentityProvider provider) {
            return provider.findByLogin(name);
        }

        @Override
        public int subject() {
            return Versions.ofName(name);
        }

        @Override
        public int weight() {
            return Weight.of(name);
        }
    }

    record Address(EmailAddress address) implements Key {
        @Override
        public Lookup ask(IdentityProvider provider) {
            return provider.findByAddress(address);
        }

        @Override
        public int subject() {
            return Versions.ofAddress(address);
        }

        @Override
        public int weight() {
            return Weight.of(address);
        }
    }
}
