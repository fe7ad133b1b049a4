package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;

/** A cache before which a mirror stands. */
class MirroredCacheTest {

    private static final Duration SCAN = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofHours(1);
    private static final EmailAddress ADDRESS =
            EmailAddress.parse("alice@d1.test").orElseThrow();
    private static final Account ALICE = alice(AccountState.ACTIVE);

    private final ManualTicker ticker = new ManualTicker();
    private final Listed provider = new Listed();
    private final Mirror mirror = new Mirror(provider, new MirrorSettings(SCAN, STALE), Runnable::run, ticker);
    private final CachingIdentityProvider cache = new CachingIdentityProvider(
            provider, CacheSettings.defaults(), LookupThreads.all(Runnable::run), ticker, Optional.of(mirror));

    private static Account alice(AccountState state) {
        return Account.builder("1", "alice")
                .primaryAddress(ADDRESS)
                .state(state)
                .build();
    }

    private static final class Listed implements IdentityProvider, AccountScanner, ChangeFeed {

        private final List<String> asked = new ArrayList<>();
        private Optional<String> outage = Optional.empty();
        private ChangeListener listener = () -> {};
        private boolean lacksAlmostAll;

        @Override
        public LookupResult findByLogin(String loginName) {
            return answer(loginName, loginName.equals(ALICE.loginName()));
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return answer(address.toString(), ALICE.owns(address));
        }

        private LookupResult answer(String question, boolean found) {
            asked.add(question);
            return outage.map(LookupResult::unavailable)
                    .orElse(found ? LookupResult.found(ALICE) : LookupResult.notFound());
        }

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            for (int i = 0; i < 20; i++) {
                visitor.found(Account.builder("other" + i, "other" + i).build());
                if (lacksAlmostAll) {
                    return ScanResult.complete();
                }
            }
            visitor.found(ALICE);
            return outage.map(ScanResult::unavailable).orElse(ScanResult.complete());
        }

        @Override
        public Optional<AccountScanner> scanner() {
            return Optional.of(this);
        }

        @Override
        public Optional<ChangeFeed> changes() {
            return Optional.of(this);
        }

        @Override
        public void subscribe(ChangeListener told) {
            listener = told;
        }

        @Override
        public void close() {}
    }

    @Test
    void providerShouldBeAskedAndItsAnswerKeptWhenNothingWasReadYet() {
        cache.findByLogin("nobody");
        cache.findByLogin("nobody");

        assertThat(provider.asked).containsExactly("nobody");
    }

    @Test
    void providerShouldNotBeAskedWhenAllWereRead() {
        mirror.tick();

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
        assertThat(cache.findByAddress(ADDRESS)).isEqualTo(LookupResult.found(ALICE));
        assertThat(cache.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
        assertThat(provider.asked).isEmpty();
        assertThat(cache.statistics().hits()).isEqualTo(3);
    }

    @Test
    void providerShouldBeAskedWhoLogsInWhenThatHasToBeFresherThanTheRest() {
        CachingIdentityProvider fresher = new CachingIdentityProvider(
                provider, logins(Duration.ofNanos(1)), LookupThreads.all(Runnable::run), ticker, Optional.of(mirror));
        mirror.tick();
        fresher.findByLogin("alice");
        fresher.findByAddress(ADDRESS);
        assertThat(provider.asked).containsExactly("alice");

        provider.listener.feedLive();
        mirror.tick();
        fresher.findByLogin("alice");

        assertThat(provider.asked).containsExactly("alice");
    }

    @Test
    void providerShouldBeAskedWhoLogsInWhenEveryMessageIsToAskAlthoughTheFeedIsLive() {
        CachingIdentityProvider strict = new CachingIdentityProvider(
                provider, logins(Duration.ZERO), LookupThreads.all(Runnable::run), ticker, Optional.of(mirror));
        provider.listener.feedLive();
        mirror.tick();
        strict.findByLogin("alice");
        strict.findByLogin("alice");
        strict.findByAddress(ADDRESS);

        assertThat(provider.asked).containsExactly("alice", "alice");
    }

    private static CacheSettings logins(Duration ttl) {
        CacheSettings usual = CacheSettings.defaults();
        return new CacheSettings(
                usual.foundTtl(),
                ttl,
                usual.notFoundTtl(),
                usual.staleTtl(),
                usual.maxEntries(),
                usual.staleAfter(),
                usual.deadline());
    }

    @Test
    void changeShouldShowInTheNextAnswerWhenTheProviderReportsIt() {
        mirror.tick();
        provider.listener.accountChanged(AccountChange.to(alice(AccountState.SEND_BLOCKED)));

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(alice(AccountState.SEND_BLOCKED)));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void accountThatWasReadShouldServeAndOthersBeUnavailableWhenTheProviderIsDownForLong() {
        mirror.tick();
        provider.outage = Optional.of("down");
        ticker.advance(SCAN.multipliedBy(2));

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
        assertThat(cache.findByLogin("nobody")).isInstanceOf(LookupResult.Unavailable.class);

        ticker.advance(STALE);

        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    private void listIsNotBelieved() {
        mirror.tick();
        provider.lacksAlmostAll = true;
        ticker.advance(SCAN);
        mirror.tick();
    }

    @Test
    void providerShouldBeAskedForAnAccountThatIsMissingFromAListThatIsNotBelieved() {
        listIsNotBelieved();
        cache.findByAddress(ADDRESS);

        assertThat(provider.asked).containsExactly(ADDRESS.toString());
    }

    @Test
    void missingAccountShouldServeWhenTheProviderIsDownAndItsListWasNotBelieved() {
        listIsNotBelieved();
        provider.outage = Optional.of("down");

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
    }

    @Test
    void providerShouldBeAskedWhenEverythingMayHaveChanged() {
        mirror.tick();
        provider.listener.everythingMayHaveChanged();
        cache.findByLogin("alice");

        assertThat(provider.asked).containsExactly("alice");
    }

    @Test
    void accountsShouldNotAgeWhileTheFeedIsLive() {
        provider.listener.feedLive();
        mirror.tick();
        ticker.advance(Duration.ofDays(2));
        provider.outage = Optional.of("down");

        assertThat(cache.findByLogin("nobody")).isEqualTo(LookupResult.notFound());

        provider.listener.feedBroken("it broke");
        ticker.advance(SCAN.multipliedBy(2));

        assertThat(cache.findByLogin("nobody")).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
    }
}
