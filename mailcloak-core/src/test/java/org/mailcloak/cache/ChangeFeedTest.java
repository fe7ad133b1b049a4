package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.LookupResult;

/** What a provider's reports do to the cache in front of it. */
class ChangeFeedTest extends ChangeFeeds {

    @Test
    void changeShouldTakeEffectOnAllAnswersThatHoldTheIdentity() {
        cache.findByLogin("alice");
        cache.findByLogin("ALICE");
        cache.findByAddress(address("alice@d1.test"));
        Account blocked = Account.builder("1", "alice")
                .primaryAddress(ALICE.primaryAddress())
                .state(AccountState.SEND_BLOCKED)
                .build();

        directory.become(blocked);

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(blocked));
        assertThat(cache.findByLogin("ALICE")).isEqualTo(LookupResult.found(blocked));
        assertThat(cache.findByAddress(address("alice@d1.test"))).isEqualTo(LookupResult.found(blocked));
    }

    @Test
    void changeShouldLeaveAnswersAboutOthers() {
        remember("bob");

        directory.become(account("1", "alice", "a@d1.test"));
        cache.findByLogin("bob");

        assertThat(directory.asked).isEmpty();
    }

    @Test
    void answersThatFoundNobodyShouldBeForgottenWhenAnybodyChanges() {
        remember("carol");

        directory.become(account("3", "carol"));

        assertThat(cache.findByLogin("carol")).isEqualTo(LookupResult.found(account("3", "carol")));
    }

    @Test
    void addressShouldGetItsSecondOwner() {
        cache.findByAddress(address("bob@d1.test"));
        Account both = account("1", "alice", "bob@d1.test");

        directory.become(both);

        assertThat(cache.findByAddress(address("bob@d1.test"))).isEqualTo(LookupResult.of(List.of(both, BOB)));
    }

    @Test
    void nameShouldBeAskedForAgainWhenItIsAnotherOnesWhateverItsCase() {
        cache.findByLogin("BOB");
        Account takesTheName = account("1", "bob");

        directory.become(takesTheName);

        assertThat(cache.findByLogin("BOB")).isEqualTo(LookupResult.of(List.of(takesTheName, BOB)));
    }

    @Test
    void goneIdentityShouldNotServeStaleInAnOutage() {
        remember("alice", "bob");

        directory.lose("1");
        directory.down = true;
        ticker.advance(FOUND);

        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(cache.findByLogin("bob")).isEqualTo(LookupResult.found(BOB));
    }

    @Test
    void answerUnderWayShouldNeitherBeKeptNorJoinedWhenAnybodyChanges() {
        Queue<Runnable> calls = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(calls::add);
        slow.findByLogin("alice");

        directory.tell(AccountChange.gone("7"));
        slow.findByLogin("alice");
        assertThat(calls).hasSize(2);
        calls.remove().run();

        slow.findByLogin("alice");
        assertThat(calls).hasSize(1);
        calls.remove().run();
        assertThat(slow.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
    }

    @Test
    void listenerOfTheCacheShouldBeToldAfterTheAnswersAreForgotten() {
        remember("alice");
        List<LookupResult> seen = new ArrayList<>();
        cache.subscribe(new ChangeListener() {
            @Override
            public void everythingMayHaveChanged() {}

            @Override
            public void accountChanged(AccountChange change) {
                seen.add(cache.findByLogin("alice"));
            }
        });

        directory.lose("1");

        assertThat(seen).containsExactly(LookupResult.notFound());
    }

    @Test
    void listenerOfTheCacheShouldBeToldOfEverythingAndOfGroups() {
        List<String> told = new ArrayList<>();
        cache.subscribe(new ChangeListener() {
            @Override
            public void everythingMayHaveChanged() {
                told.add("everything");
            }

            @Override
            public void groupsChanged() {
                told.add("groups");
            }
        });

        directory.listener.everythingMayHaveChanged();
        directory.listener.groupsChanged();

        assertThat(told).containsExactly("everything", "groups");
    }

    @Test
    void changeShouldMeanEverythingToAListenerThatKnowsOfNothingElse() {
        List<String> told = new ArrayList<>();
        ChangeListener old = () -> told.add("everything");

        old.accountChanged(AccountChange.gone("1"));
        old.groupsChanged();
        old.feedLive();
        old.feedBroken("gone");

        assertThat(told).containsExactly("everything", "everything");
    }

    @Test
    void changesAndTheStateOfTheFeedShouldBeTold() {
        directory.listener.feedBroken("not yet");
        directory.listener.feedLive();
        directory.listener.feedLive();
        directory.listener.accountChanged(AccountChange.gone("1"));
        directory.listener.everythingMayHaveChanged();
        directory.listener.groupsChanged();
        assertThat(cache.statistics().feedLive()).isTrue();

        directory.listener.feedBroken("gone");
        directory.listener.feedBroken("still gone");

        assertThat(cache.statistics().feedLive()).isFalse();
        assertThat(cache.statistics().changes()).isEqualTo(3);
        assertThat(cache.statistics().feedBreaks()).isEqualTo(1);
    }

    @Test
    void breakShouldBePassedOnOnce() {
        List<String> told = new ArrayList<>();
        cache.subscribe(new ChangeListener() {
            @Override
            public void everythingMayHaveChanged() {}

            @Override
            public void feedLive() {
                told.add("live");
            }

            @Override
            public void feedBroken(String reason) {
                told.add(reason);
            }
        });

        directory.listener.feedLive();
        directory.listener.feedLive();
        directory.listener.feedBroken("first");
        directory.listener.feedBroken("second");

        assertThat(told).containsExactly("live", "first");
    }
}
