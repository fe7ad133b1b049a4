package org.mailcloak.cache;

import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;

/** The identity provider as an {@link Inquiry} sees it: it answers what is known, and asks for the rest. */
final class ProviderView implements IdentityProvider {

    private static final Lookup NOT_KNOWN_YET = Lookup.unavailable("not known yet");

    private final Inquiry inquiry;

    ProviderView(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return (Lookup) find(new Key.Login(loginName));
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return (Lookup) find(new Key.Address(address));
    }

    @Override
    public boolean hasGroups() {
        return inquiry.cachedProvider().hasGroups();
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return Key.Group.lookup(find(new Key.Group(address)));
    }

    private ProviderAnswer find(Key key) {
        if (inquiry.pending(key) instanceof Asked asked) {
            return answer(asked);
        }
        @Nullable ProviderAnswer fresh = inquiry.cachedProvider().fresh(key);
        if (fresh != null) {
            return fresh;
        }
        CachingIdentityProvider provider = inquiry.cachedProvider();
        Asked asked = new Asked(key, provider.question(key), provider.patientUntil(inquiry.until()));
        inquiry.remember(asked);
        return answer(asked);
    }

    private ProviderAnswer answer(Asked asked) {
        @Nullable ProviderAnswer answer = asked.question().answer(inquiry.now(), asked.until());
        if (answer == null) {
            inquiry.waitFor(asked);
            return NOT_KNOWN_YET;
        }
        return answer;
    }

    @Override
    public void close() {}

    /** @param until when the answer is not waited for any longer, by the ticker */
    private record Asked(Key key, Question question, long until) implements Pending {

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
