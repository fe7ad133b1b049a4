package org.mailcloak.cache;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.mirror.Mirror;

/** A question to an identity provider. */
sealed interface LookupKey {

    ProviderAnswer ask(IdentityProvider provider);

    /** What the mirror knows; empty: the provider has to be asked. */
    default Optional<LookupResult> find(Mirror mirror) {
        return Optional.empty();
    }

    /** What the mirror knew when it was last current. */
    default Optional<LookupResult> recall(Mirror mirror) {
        return Optional.empty();
    }

    /** Returns the subject of the question, for any answer: a number for {@link InvalidationCounters}. */
    int subject();

    /** What it costs to remember, see {@link EntryWeigher}. */
    int weight();

    /** Letter case is the provider's business, so two spellings are two keys. */
    record Login(String name) implements LookupKey {
        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findByLogin(name);
        }

        @Override
        public Optional<LookupResult> find(Mirror mirror) {
            return mirror.findByLogin(name);
        }

        @Override
        public Optional<LookupResult> recall(Mirror mirror) {
            return mirror.recallByLogin(name);
        }

        @Override
        public int subject() {
            return InvalidationCounters.ofName(name);
        }

        @Override
        public int weight() {
            return EntryWeigher.of(name);
        }
    }

    /** A login name of an account that gets mail, and has not logged in: the answer may be as old as any other. */
    record Recipient(Login login) implements LookupKey {
        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findRecipient(login.name());
        }

        @Override
        public Optional<LookupResult> find(Mirror mirror) {
            return login.find(mirror);
        }

        @Override
        public Optional<LookupResult> recall(Mirror mirror) {
            return login.recall(mirror);
        }

        @Override
        public int subject() {
            return login.subject();
        }

        @Override
        public int weight() {
            return login.weight();
        }
    }

    record Address(EmailAddress address) implements LookupKey {
        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            return provider.findByAddress(address);
        }

        @Override
        public Optional<LookupResult> find(Mirror mirror) {
            return mirror.findByAddress(address);
        }

        @Override
        public Optional<LookupResult> recall(Mirror mirror) {
            return mirror.recallByAddress(address);
        }

        @Override
        public int subject() {
            return InvalidationCounters.ofAddress(address);
        }

        @Override
        public int weight() {
            return EntryWeigher.of(address);
        }
    }

    /** The group that has an address. */
    record Group(EmailAddress address) implements LookupKey {
        /** What was answered, or that there was no answer in time. */
        static GroupLookup lookup(ProviderAnswer answer) {
            if (answer instanceof GroupLookup lookup) {
                return lookup;
            }
            String why = answer.failure().orElse("the provider answered about something else");
            return answer.isUnclear() ? GroupLookup.unclear(why) : GroupLookup.unavailable(why);
        }

        @Override
        public ProviderAnswer ask(IdentityProvider provider) {
            // No answer of a plugin, null included, may become "not found" here.
            Optional<GroupDirectory> groups = provider.groups();
            return groups.isPresent()
                    ? groups.get().findGroupByAddress(address)
                    : GroupLookup.unavailable("the provider has no groups any more");
        }

        @Override
        public int subject() {
            return InvalidationCounters.ofAddress(address);
        }

        @Override
        public int weight() {
            return EntryWeigher.of(address);
        }
    }
}
