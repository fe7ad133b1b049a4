package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

@Timeout(30)
class FakeIdentityProviderTest implements IdentityProviderContract {

    @Override
    public IdentityProvider provider(List<Identity> identities) {
        return new FakeIdentityProvider(identities.toArray(Identity[]::new));
    }

    @Override
    public IdentityProvider unreachableProvider() {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.goDown("The test says so");
        return provider;
    }

    @Test
    void lookUpShouldWaitWhenHeld() throws Exception {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.holdLookups();
        CompletableFuture<Lookup> answer = CompletableFuture.supplyAsync(() -> provider.findByLogin("alice"));
        provider.awaitHeldLookups(1);
        assertThat(answer).isNotDone();

        provider.releaseLookups();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(Lookup.found(Accounts.ALICE));
    }

    @Test
    void heldLookUpShouldBeUnavailableWhenProviderCloses() throws Exception {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.holdLookups();
        CompletableFuture<Lookup> answer = CompletableFuture.supplyAsync(() -> provider.findByLogin("alice"));
        provider.awaitHeldLookups(1);

        provider.close();

        Accounts.assertUnavailable(answer.get(10, TimeUnit.SECONDS));
    }

    @Test
    void lookUpsShouldBeCountedWhenTheyAreAsked() {
        FakeIdentityProvider provider = new FakeIdentityProvider();

        provider.findByLogin("alice");
        provider.findByLogin("bob");
        provider.findByAddress(Accounts.address("alice@d1.test"));

        assertThat(provider.loginLookups()).isEqualTo(2);
        assertThat(provider.addressLookups()).isEqualTo(1);
    }

    @Test
    void answersShouldFollowWhenAccountsComeAndGo() {
        FakeIdentityProvider provider = new FakeIdentityProvider();

        provider.put(Accounts.BOB);
        assertThat(provider.findByLogin("bob")).isEqualTo(Lookup.found(Accounts.BOB));

        provider.remove("bob");
        assertThat(provider.findByLogin("bob")).isEqualTo(Lookup.notFound());
    }

    @Test
    void lookUpsShouldBeAnsweredAgainWhenProviderComesBack() {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.goDown("The test says so");

        provider.comeBack();

        assertThat(provider.findByLogin("alice")).isEqualTo(Lookup.found(Accounts.ALICE));
    }

    @Test
    void listenerShouldBeToldWhenChangeIsReported() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        AtomicInteger told = new AtomicInteger();
        provider.onChange(told::incrementAndGet);

        provider.reportChange();

        assertThat(told).hasValue(1);
    }

    @Test
    void listenerShouldBeToldWhatTheTestReportsOfTheFeed() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        List<String> told = new ArrayList<>();
        provider.onChange(new ChangeListener() {
            @Override
            public void everythingMayHaveChanged() {}

            @Override
            public void identityChanged(IdentityChange change) {
                told.add(change.id());
            }

            @Override
            public void feedLive() {
                told.add("live");
            }

            @Override
            public void feedBroken(String reason) {
                told.add(reason);
            }
        });

        provider.reportFeedLive();
        provider.reportChange(IdentityChange.gone("7"));
        provider.reportFeedBroken("the test says so");

        assertThat(told).containsExactly("live", "7", "the test says so");
    }
}
