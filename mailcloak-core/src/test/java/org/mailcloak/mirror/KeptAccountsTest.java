package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.address;
import static org.mailcloak.mirror.ListedProvider.logins;
import static org.mailcloak.mirror.ListedProvider.person;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ScanResult;

/** Accounts that are missing from lists which are not believed: how long they serve, and when they end. */
class KeptAccountsTest extends MirrorOfTwo {

    private static final String SHARED = "all@d1.test";

    @BeforeEach
    void readAll() {
        provider.crowd(0, 100);
        mirror.tick();
    }

    private String recalled(String name) {
        return logins(mirror.recallByLogin(name));
    }

    private String recalledOwners(String text) {
        return logins(mirror.recallByAddress(address(text)));
    }

    /** The provider deletes it for good. */
    private void deleteUser5() {
        provider.remove("user5");
    }

    /** A list that lacks some others, from that one on, which the list after it has again. */
    private void listThatLacksOthers(int from) {
        provider.crowdLeaves(from, from + 12);
        nextScan();
        provider.crowd(from, from + 12);
    }

    @Test
    void deletedAccountShouldNeverBeCurrentWhenEachListLacksOthersToo() {
        deleteUser5();
        for (int list = 0; list < 50; list++) {
            listThatLacksOthers(list % 2 == 0 ? 20 : 40);
            assertThat(login("user5")).isEqualTo("ask");
            assertThat(owners("user5@d1.test")).isEqualTo("ask");
        }
    }

    @Test
    void deletedAccountShouldNotServeInAnOutageWhenTheLastListThatHadItIsTooOld() {
        deleteUser5();
        Duration served = SCAN.multipliedBy(2).plus(STALE);
        for (Duration age = SCAN; age.compareTo(served) < 0; age = age.plus(SCAN)) {
            listThatLacksOthers(age.toMinutes() % 10 == 0 ? 20 : 40);
            assertThat(recalled("user5")).as(age.toString()).isEqualTo("user5");
        }
        listThatLacksOthers(20);

        assertThat(recalled("user5")).isEqualTo("ask");
        assertThat(recalledOwners("user5@d1.test")).isEqualTo("ask");
        assertThat(recalled("user20")).isEqualTo("user20");
    }

    @Test
    void deletedAccountShouldNotExistWhenAListIsBelievedAfterThoseThatLackedIt() {
        deleteUser5();
        for (int list = 0; list < 4; list++) {
            listThatLacksOthers(list % 2 == 0 ? 20 : 40);
        }
        nextScan();

        assertThat(login("user5")).isEqualTo("nobody");
        assertThat(owners("user5@d1.test")).isEqualTo("nobody");
    }

    @Test
    void accountShouldBeCurrentAgainWhenALaterListHasIt() {
        listThatLacksOthers(20);
        assertThat(login("user20")).isEqualTo("ask");

        listThatLacksOthers(40);

        assertThat(login("user20")).isEqualTo("user20");
        assertThat(login("user40")).isEqualTo("ask");
    }

    @Test
    void fewShouldBeAskedForWhenTheyAreMissingBesideThoseThatAreGone() {
        provider.crowdLeaves(20, 100);
        nextScan();
        nextScan();
        nextScan();
        provider.crowdLeaves(10, 15);
        nextScan();

        assertThat(login("user99")).isEqualTo("nobody");
        assertThat(login("user10")).isEqualTo("ask");
        assertThat(login("user15")).isEqualTo("user15");
    }

    @Test
    void sharedAddressShouldBeAskedForWhenOneOfItsOwnersIsMissing() {
        provider.put(person("user0", "user0@d1.test", SHARED));
        provider.put(person("user50", "user50@d1.test", SHARED));
        nextScan();
        provider.crowdLeaves(10, 100);
        nextScan();

        assertThat(owners(SHARED)).isEqualTo("ask");
        assertThat(recalledOwners(SHARED)).isEqualTo("user0 user50");
    }

    @Test
    void keptAccountShouldBeServedAsItWasReportedWhenItsReportIsNewerThanTheList() {
        provider.crowdLeaves(10, 100);
        nextScan();
        mirror.accountChanged(AccountChange.to(person("user50", AccountState.DISABLED, "user50@d1.test")));

        assertThat(mirror.findByLogin("user50").orElseThrow().toString()).contains("DISABLED");
        assertThat(owners("user50@d1.test")).isEqualTo("user50");
    }

    @Test
    void keptAccountShouldBeGoneWhenItsDeletionIsReportedAfterTheList() {
        provider.crowdLeaves(10, 100);
        nextScan();
        mirror.accountChanged(AccountChange.gone("id-user50"));

        assertThat(login("user50")).isEqualTo("nobody");
        assertThat(recalled("user50")).isEqualTo("ask");
    }

    @Test
    void keptAccountShouldServeAsItWasReportedBeforeTheList() {
        mirror.accountChanged(AccountChange.to(person("user50", AccountState.DISABLED, "new@d1.test")));
        provider.crowdLeaves(10, 100);
        nextScan();

        assertThat(owners("new@d1.test")).isEqualTo("ask");
        assertThat(mirror.recallByAddress(address("new@d1.test")).orElseThrow().toString())
                .contains("DISABLED");
    }

    @Test
    void keptAccountsShouldServeWhenTheListIsPartial() {
        provider.outcome = ScanResult.partial("some are elsewhere");
        provider.crowdLeaves(10, 100);
        nextScan();

        assertThat(login("user50")).isEqualTo("ask");
        assertThat(recalled("user50")).isEqualTo("user50");
    }

    @Test
    void keptAccountsShouldAgeWhenTheFeedIsLive() {
        mirror.feedLive();
        mirror.tick();
        provider.crowdLeaves(10, 100);
        nextScan();
        pass(SCAN.plus(STALE));

        assertThat(recalled("user0")).isEqualTo("user0");
        assertThat(recalled("user50")).isEqualTo("ask");
        assertThat(login("user50")).isEqualTo("ask");
    }

    @Test
    void keptAccountsShouldNotServeWhenEverythingMayHaveChangedBeforeTheList() {
        mirror.everythingMayHaveChanged();
        provider.crowdLeaves(10, 100);
        mirror.tick();

        assertThat(recalled("user0")).isEqualTo("user0");
        assertThat(login("user50")).isEqualTo("ask");
        assertThat(recalled("user50")).isEqualTo("ask");
    }
}
