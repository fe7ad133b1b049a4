package org.mailcloak.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;

/** The identity provider as {@link NonBlockingLookups} see it: it answers what is known, and asks for the rest. */
final class NonBlockingIdentityProvider implements IdentityProvider, GroupDirectory {

    private static final LookupResult NOT_KNOWN_YET = LookupResult.unavailable("not known yet");

    private final CachingIdentityProvider provider;
    private final PendingResults pending;
    private final Optional<GroupDirectory> self = Optional.of(this);

    NonBlockingIdentityProvider(CachingIdentityProvider provider, PendingResults pending) {
        this.provider = provider;
        this.pending = pending;
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return (LookupResult) find(new LookupKey.Login(loginName));
    }

    @Override
    public LookupResult findRecipient(String loginName) {
        return (LookupResult) find(provider.recipient(loginName));
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return (LookupResult) find(new LookupKey.Address(address));
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return provider.groups().isPresent() ? self : Optional.empty();
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return LookupKey.Group.lookup(find(new LookupKey.Group(address)));
    }

    private ProviderAnswer find(LookupKey key) {
        if (pending.find(key) instanceof Asked asked) {
            return answer(asked);
        }
        @Nullable ProviderAnswer fresh = provider.fresh(key);
        if (fresh != null) {
            return fresh;
        }
        Asked asked = new Asked(key, provider.question(key), provider.patientUntil(pending.until()));
        pending.remember(asked);
        return answer(asked);
    }

    private ProviderAnswer answer(Asked asked) {
        @Nullable ProviderAnswer answer = asked.question().answer(pending.now(), asked.until());
        if (answer == null) {
            pending.waitFor(asked);
            return NOT_KNOWN_YET;
        }
        return answer;
    }

    @Override
    public void close() {}

    /** @param until when the answer is not waited for any longer, by the ticker */
    private record Asked(LookupKey key, PendingLookup question, long until) implements PendingResult {

        @Override
        public boolean isDone() {
            return question.call().answer() != null;
        }

        @Override
        public void onDone(Runnable task) {
            question.call().onAnswer(task);
        }

        @Override
        public long dueAt() {
            return question.dueAt(until);
        }
    }
}
