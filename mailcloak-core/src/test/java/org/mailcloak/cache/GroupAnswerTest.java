package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Only a provider's own word makes a group unknown: "not found" refuses mail for good. */
class GroupAnswerTest {

    private static final EmailAddress TEAM = EmailAddress.parse("team@d1.test").orElseThrow();

    private static GroupLookup lookUp(List<Optional<GroupDirectory>> groups) {
        try (CachingIdentityProvider cache = new CachingIdentityProvider(
                new Provider(new ArrayDeque<>(groups)), CacheSettings.defaults(), Runnable::run, System::nanoTime)) {
            return cache.findGroupByAddress(TEAM);
        }
    }

    @Test
    void groupShouldBeUnavailableWhenThePluginAnswersNull() {
        Optional<GroupDirectory> broken = Optional.of(address -> null);

        assertThat(lookUp(List.of(broken, broken))).isInstanceOf(GroupLookup.Unavailable.class);
    }

    @Test
    void groupShouldBeUnavailableWhenTheProviderHasNoGroupsAnyMore() {
        Optional<GroupDirectory> groups = Optional.of(address -> GroupLookup.notFound());

        assertThat(lookUp(List.of(groups, Optional.empty()))).isInstanceOf(GroupLookup.Unavailable.class);
    }

    /** @param groups what it says each time, the last one from then on */
    private record Provider(Queue<Optional<GroupDirectory>> answers) implements IdentityProvider {

        @Override
        public Optional<GroupDirectory> groups() {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return LookupResult.notFound();
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return LookupResult.notFound();
        }

        @Override
        public void close() {}
    }
}
