package org.mailcloak.cache;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** A question to an identity provider. */
sealed interface Key {

    Lookup ask(IdentityProvider provider);

    /** Letter case is the provider's business, so two spellings are two keys. */
    record Login(String name) implements Key {
        @Override
        public Lookup ask(IdentityProvider provider) {
            return provider.findByLogin(name);
        }
    }

    record Address(EmailAddress address) implements Key {
        @Override
        public Lookup ask(IdentityProvider provider) {
            return provider.findByAddress(address);
        }
    }
}
