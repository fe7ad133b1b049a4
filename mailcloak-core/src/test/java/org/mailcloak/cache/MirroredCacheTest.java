package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;

/** A cache before which a mirror stands. */
class MirroredCacheTest {

    private static final Duration SCAN = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofHours(1);
    private static final EmailAddress ADDRESS =
            EmailAddress.parse("alice@d1.test").orElseThrow();
    private static final Identity ALICE = alice(AccountState.ACTIVE);

    private final ManualTicker ticker = new ManualTicker();
    private final Listed provider = new Listed();
    private final Mirror mirror = new Mirror(provider, new MirrorSettings(SCAN, STALE), Runnable::run, ticker);
    private final CachingIdentityProvider cache =
            new CachingIdentityProvider(provider, CacheSettings.defaults(), Runnable::run, ticker, Optional.of(mirror));

    private static Identity alice(AccountState state) {
        return new Identity("1", "alice", Optional.of(ADDRESS), Set.of(), state, Set.of());
    }

    private static final class Listed implements IdentityProvider {

        private final List<String> asked = new ArrayList<>();
        private Optional<String> outage = Optional.empty();
        private ChangeListener listener = () -> {};

        @Override
        public Lookup findByLogin(String loginName) {
            return answer(loginName, loginName.equals(ALICE.loginName()));
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return answer(address.toString(), ALICE.owns(address));
        }

        private Lookup answer(String question, boolean found) {
            asked.add(question);
            return outage.map(Lookup::unavailable).orElse(found ? Lookup.found(ALICE) : Lookup.notFound());
        }

        @Override
        public Scan scan(ScanVisitor visitor) {
            visitor.found(ALICE);
            return outage.map(Scan::unavailable).orElse(Scan.complete());
        }

        @Override
        public void onChange(ChangeListener told) {
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

        assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
        assertThat(cache.findByAddress(ADDRESS)).isEqualTo(Lookup.found(ALICE));
        assertThat(cache.findByLogin("nobody")).isEqualTo(Lookup.notFound());
        assertThat(provider.asked).isEmpty();
        assertThat(cache.statistics().hits()).isEqualTo(3);
    }

    @Test
    void providerShouldBeAskedWhoLogsInWhenThatHasToBeFresherThanTheRest() {
        CachingIdentityProvider fresher = new CachingIdentityProvider(
                provider, logins(Duration.ofNanos(1)), Runnable::run, ticker, Optional.of(mirror));
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
                provider, logins(Duration.ZERO), Runnable::run, ticker, Optional.of(mirror));
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
        provider.listener.identityChanged(IdentityChange.to(alice(AccountState.SEND_BLOCKED)));

        assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(alice(AccountState.SEND_BLOCKED)));
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void accountThatWasReadShouldServeAndOthersBeUnavailableWhenTheProviderIsDownForLong() {
        mirror.tick();
        provider.outage = Optional.of("down");
        ticker.advance(SCAN.multipliedBy(2));

        assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
        assertThat(cache.findByLogin("nobody")).isInstanceOf(Lookup.Unavailable.class);

        ticker.advance(STALE);

        assertThat(cache.findByLogin("alice")).isInstanceOf(Lookup.Unavailable.class);
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

        assertThat(cache.findByLogin("nobody")).isEqualTo(Lookup.notFound());

        provider.listener.feedBroken("it broke");
        ticker.advance(SCAN.multipliedBy(2));

        assertThat(cache.findByLogin("nobody")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
    }
}
