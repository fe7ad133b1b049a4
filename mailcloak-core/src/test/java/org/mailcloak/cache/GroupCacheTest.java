package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/** Groups in the cache: kept, missed, stale and forgotten as accounts are. */
class GroupCacheTest {

    private static final EmailAddress STAFF =
            EmailAddress.parse("staff@d1.test").orElseThrow();
    private static final EmailAddress NONE = EmailAddress.parse("none@d1.test").orElseThrow();

    private final ManualTicker ticker = new ManualTicker();
    private final TableProvider people = new TableProvider();
    private final Told told = new Told(people);
    private Optional<CachingIdentityProvider> cache = Optional.empty();

    @BeforeEach
    void fill() {
        people.user("alice", AccountState.ACTIVE, "alice@d1.test")
                .group("staff@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.NONE, "alice");
        cache = Optional.of(new CachingIdentityProvider(told, CacheSettings.defaults(), Runnable::run, ticker));
    }

    private CachingIdentityProvider cache() {
        return cache.orElseThrow();
    }

    @Test
    void groupShouldBeAskedForOnceWithinItsTtl() {
        assertThat(cache().findGroupByAddress(STAFF)).isInstanceOf(GroupLookup.Found.class);
        assertThat(cache().within(Duration.ofSeconds(1)).groups().orElseThrow().findGroupByAddress(STAFF))
                .isInstanceOf(GroupLookup.Found.class);
        assertThat(cache().within(Duration.ofSeconds(1)).groups()).isPresent();
        assertThat(people.groupLookups()).isEqualTo(1);
    }

    @Test
    void wantOfAGroupShouldBeKeptForItsOwnTtl() {
        cache().findGroupByAddress(NONE);
        ticker.advance(Duration.ofSeconds(20));
        assertThat(cache().findGroupByAddress(NONE)).isEqualTo(GroupLookup.notFound());
        assertThat(people.groupLookups()).isEqualTo(1);

        ticker.advance(Duration.ofSeconds(20));
        cache().findGroupByAddress(NONE);
        assertThat(people.groupLookups()).isEqualTo(2);
    }

    @Test
    void groupShouldServeStaleWhileTheProviderIsUnavailableAndTheWantOfOneShouldNot() {
        cache().findGroupByAddress(STAFF);
        cache().findGroupByAddress(NONE);
        ticker.advance(Duration.ofMinutes(5));
        people.down();

        assertThat(cache().findGroupByAddress(STAFF)).isInstanceOf(GroupLookup.Found.class);
        assertThat(cache().findGroupByAddress(NONE)).isInstanceOf(GroupLookup.Unavailable.class);
    }

    @Test
    void changeShouldDropGroups() {
        cache().findGroupByAddress(STAFF);
        people.user("bob", AccountState.ACTIVE, "bob@d1.test")
                .group("staff@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.NONE, "alice", "bob");

        told.listener.everythingMayHaveChanged();

        assertThat(cache().findGroupByAddress(STAFF))
                .isInstanceOfSatisfying(
                        GroupLookup.Found.class,
                        found -> assertThat(found.group().members()).hasSize(2));
    }

    @Test
    void changeOfGroupsShouldDropThemAndKeepAccounts() {
        cache().findGroupByAddress(STAFF);
        cache().findByLogin("alice");
        int asked = people.groupLookups();
        people.down();

        told.listener.groupsChanged();

        assertThat(cache().findGroupByAddress(STAFF)).isInstanceOf(GroupLookup.Unavailable.class);
        assertThat(people.groupLookups()).isEqualTo(asked + 1);
        assertThat(cache().findByLogin("alice")).isInstanceOf(LookupResult.Found.class);
    }

    /** Whoever it is may have joined, or left. */
    @Test
    void changeOfAnyIdentityShouldDropGroups() {
        cache().findGroupByAddress(STAFF);
        cache().findGroupByAddress(NONE);

        told.listener.accountChanged(AccountChange.gone("id-somebody"));

        cache().findGroupByAddress(STAFF);
        cache().findGroupByAddress(NONE);
        assertThat(people.groupLookups()).isEqualTo(4);
    }

    /** A live feed tells of accounts. */
    @Test
    void groupShouldKeepItsTtlWhileTheFeedIsLive() {
        told.listener.feedLive();
        cache().findByLogin("alice");
        cache().findGroupByAddress(STAFF);
        ticker.advance(Duration.ofMinutes(3));

        cache().findGroupByAddress(STAFF);

        assertThat(people.groupLookups()).isEqualTo(2);
    }

    @Test
    void hostShouldLearnOfTheFirstGroupWithTheChange() {
        TableProvider empty = new TableProvider();
        Told source = new Told(empty);
        CachingIdentityProvider fresh =
                new CachingIdentityProvider(source, CacheSettings.defaults(), Runnable::run, ticker);
        assertThat(fresh.groups()).isEmpty();
        empty.group("staff@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.NONE);

        source.listener.everythingMayHaveChanged();

        assertThat(fresh.groups()).isPresent();
    }

    @Test
    void hostShouldLearnOfTheFirstGroupWithTheChangeOfGroups() {
        TableProvider empty = new TableProvider();
        Told source = new Told(empty);
        CachingIdentityProvider fresh =
                new CachingIdentityProvider(source, CacheSettings.defaults(), Runnable::run, ticker);
        empty.group("staff@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.NONE);

        source.listener.groupsChanged();

        assertThat(fresh.groups()).isPresent();
    }

    @Test
    void answerUnderWayShouldNeitherBeKeptNorJoinedWhenGroupsChange() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = new CachingIdentityProvider(told, impatient(), tasks::add, ticker);
        slow.findGroupByAddress(STAFF);

        told.listener.groupsChanged();
        slow.findGroupByAddress(STAFF);
        assertThat(tasks).hasSize(2);
        tasks.remove().run();
        slow.findGroupByAddress(STAFF);

        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(slow.findGroupByAddress(STAFF)).isInstanceOf(GroupLookup.Found.class);
    }

    /** Who asks gets no answer unless it is there. */
    private static CacheSettings impatient() {
        CacheSettings usual = CacheSettings.defaults();
        return new CacheSettings(
                usual.foundTtl(),
                usual.notFoundTtl(),
                usual.staleTtl(),
                usual.maxEntries(),
                Duration.ofMillis(1),
                Duration.ofMillis(1));
    }

    @Test
    void inquiryShouldWaitForAGroupAndThenKnowIt() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = new CachingIdentityProvider(told, CacheSettings.defaults(), tasks::add, ticker);
        CachingMailStore store = new CachingMailStore(new TableStore(), 100, Duration.ofSeconds(1), ticker);
        NonBlockingLookups lookups = new NonBlockingLookups(store, slow, Runnable::run, ticker);
        lookups.begin(Duration.ofSeconds(10));

        assertThat(lookups.provider().groups()).isPresent();
        assertThat(lookups.provider().groups().orElseThrow().findGroupByAddress(STAFF))
                .isInstanceOf(GroupLookup.Unavailable.class);
        assertThat(lookups.isWaiting()).isTrue();

        tasks.remove().run();
        lookups.again();

        assertThat(lookups.provider().groups().orElseThrow().findGroupByAddress(STAFF))
                .isInstanceOf(GroupLookup.Found.class);
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void groupAndAccountOfOneAddressShouldBeTwoQuestions() {
        assertThat(cache().findByAddress(STAFF)).isEqualTo(LookupResult.notFound());
        assertThat(cache().findGroupByAddress(STAFF)).isInstanceOf(GroupLookup.Found.class);
    }

    @Test
    void membersShouldCountAgainstTheBound() {
        MailGroup group = new MailGroup(
                "1", "staff", STAFF, List.of(), MailGroup.Posting.ANYONE, Set.of(), MailGroup.SendAs.NONE);

        assertThat(EntryWeigher.of(GroupLookup.found(group))).isZero();
        assertThat(EntryWeigher.of(cache().findGroupByAddress(STAFF))).isEqualTo(1);
        assertThat(EntryWeigher.of(LookupResult.notFound())).isZero();
    }

    /** Keeps the listener, and asks the table. */
    private static final class Told implements IdentityProvider, ChangeFeed {

        private final IdentityProvider provider;
        private ChangeListener listener = () -> {};

        Told(IdentityProvider provider) {
            this.provider = provider;
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return provider.findByLogin(loginName);
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return provider.findByAddress(address);
        }

        @Override
        public Optional<GroupDirectory> groups() {
            return provider.groups();
        }

        @Override
        public Optional<ChangeFeed> changes() {
            return Optional.of(this);
        }

        @Override
        public void subscribe(ChangeListener newListener) {
            listener = newListener;
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
