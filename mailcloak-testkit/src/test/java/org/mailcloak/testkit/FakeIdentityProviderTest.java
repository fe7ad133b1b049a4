package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

@Timeout(30)
class FakeIdentityProviderTest implements IdentityProviderContract {

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        return new FakeIdentityProvider(accounts.toArray(Account[]::new));
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
        CompletableFuture<LookupResult> answer = CompletableFuture.supplyAsync(() -> provider.findByLogin("alice"));
        provider.awaitHeldLookups(1);
        assertThat(answer).isNotDone();

        provider.releaseLookups();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(LookupResult.found(Accounts.ALICE));
    }

    @Test
    void heldLookUpShouldBeUnavailableWhenProviderCloses() throws Exception {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.holdLookups();
        CompletableFuture<LookupResult> answer = CompletableFuture.supplyAsync(() -> provider.findByLogin("alice"));
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
        assertThat(provider.findByLogin("bob")).isEqualTo(LookupResult.found(Accounts.BOB));

        provider.remove("bob");
        assertThat(provider.findByLogin("bob")).isEqualTo(LookupResult.notFound());
    }

    @Test
    void lookUpsShouldBeAnsweredAgainWhenProviderComesBack() {
        FakeIdentityProvider provider = new FakeIdentityProvider(Accounts.ALICE);
        provider.goDown("The test says so");

        provider.comeBack();

        assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.found(Accounts.ALICE));
    }

    @Test
    void listenerShouldBeToldWhenChangeIsReported() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        AtomicInteger told = new AtomicInteger();
        provider.subscribe(told::incrementAndGet);

        provider.reportChange();

        assertThat(told).hasValue(1);
    }

    @Test
    void listenerShouldBeToldWhatTheTestReportsOfTheFeed() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        List<String> told = new ArrayList<>();
        provider.subscribe(new ChangeListener() {
            @Override
            public void everythingMayHaveChanged() {}

            @Override
            public void accountChanged(AccountChange change) {
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
        provider.reportChange(AccountChange.gone("7"));
        provider.reportFeedBroken("the test says so");

        assertThat(told).containsExactly("live", "7", "the test says so");
    }
}
