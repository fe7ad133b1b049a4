package org.mailcloak.cache;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.mirror.Mirror;

/** A question to an identity provider. */
sealed interface Key {

    ProviderAnswer ask(IdentityProvider provider);

    /** What the mirror knows; empty: the provider has to be asked. */
    default Optional<Lookup> find(Mirror mirror) {
        return Optional.empty();
    }

    /** What the mirror knew when it was last current. */
    default Optional<Lookup> recall(Mirror mirror) {
        return Optional.empty();
    }

    /** What it is about, whoever the answer names: a number for {@link Versions}. */
    int subject();

    /** What it costs to remember, see {@link Weight}. */
    int weight();

    /** Letter case is the provider's business, so two spellings are two keys. */
    record Login(String name) implements Key {
        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findByLogin(name);
        }

        @Override
        public Optional<Lookup> find(Mirror mirror) {
            return mirror.findByLogin(name);
        }

        @Override
        public Optional<Lookup> recall(Mirror mirror) {
            return mirror.recallByLogin(name);
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
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findByAddress(address);
        }

        @Override
        public Optional<Lookup> find(Mirror mirror) {
            return mirror.findByAddress(address);
        }

        @Override
        public Optional<Lookup> recall(Mirror mirror) {
            return mirror.recallByAddress(address);
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

    /** The group that has an address. */
    record Group(EmailAddress address) implements Key {
        /** What was answered, or that there was no answer in time. */
        static GroupLookup lookup(ProviderAnswer answer) {
            return answer instanceof GroupLookup lookup
                    ? lookup
                    : GroupLookup.unavailable(answer.failure().orElse("the provider answered about something else"));
        }

        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findGroupByAddress(address);
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
