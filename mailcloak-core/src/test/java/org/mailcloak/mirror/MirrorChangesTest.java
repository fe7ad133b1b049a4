package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.logins;
import static org.mailcloak.mirror.ListedProvider.person;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ScanResult;

/** What the provider reports between scans, and during one. */
class MirrorChangesTest extends MirrorOfTwo {

    @Test
    void changedAccountShouldBeAnsweredAsItIsNow() {
        mirror.tick();
        mirror.accountChanged(AccountChange.to(person("alice", AccountState.DISABLED, "new@d1.test")));

        assertThat(owners("new@d1.test")).isEqualTo("alice");
        assertThat(owners("alice@d1.test")).isEqualTo("nobody");
        assertThat(owners("info@d1.test")).isEqualTo("bob");
        assertThat(mirror.findByLogin("Alice").orElseThrow().toString()).contains("DISABLED");
    }

    @Test
    void newAccountShouldBeFoundAndDeletedOneGone() {
        mirror.tick();
        mirror.accountChanged(AccountChange.to(person("carol", "carol@d2.test", "info@d1.test")));
        mirror.accountChanged(AccountChange.gone("id-bob"));

        assertThat(login("carol")).isEqualTo("carol");
        assertThat(owners("info@d1.test")).isEqualTo("alice carol");
        assertThat(owners("bob@d1.test")).isEqualTo("nobody");
    }

    @Test
    void deletedAccountShouldBeGone() {
        mirror.tick();
        mirror.accountChanged(AccountChange.gone("id-bob"));

        assertThat(login("bob")).isEqualTo("nobody");
        assertThat(owners("bob@d1.test")).isEqualTo("nobody");
    }

    @Test
    void renamedAccountShouldBeFoundByItsNewNameAndNotByTheOldOne() {
        mirror.tick();
        mirror.accountChanged(AccountChange.to(Account.builder("id-bob", "robert")
                .primaryAddress(BOB.primaryAddress())
                .state(BOB.state())
                .build()));

        assertThat(login("robert")).isEqualTo("robert");
        assertThat(login("bob")).isEqualTo("ask");
    }

    @Test
    void changeDuringAScanShouldNotBeOverwrittenByAnOlderPage() {
        mirror.tick();
        provider.afterList = () -> {
            mirror.accountChanged(AccountChange.to(person("alice", AccountState.SEND_BLOCKED, "alice@d1.test")));
            mirror.accountChanged(AccountChange.gone("id-bob"));
            mirror.accountChanged(AccountChange.to(person("carol", "carol@d1.test")));
        };
        nextScan();

        assertThat(mirror.findByLogin("alice").orElseThrow().toString()).contains("SEND_BLOCKED");
        assertThat(owners("bob@d1.test")).isEqualTo("nobody");
        assertThat(login("carol")).isEqualTo("carol");
    }

    @Test
    void changeDuringTheFirstScanShouldHold() {
        provider.afterList = () -> mirror.accountChanged(AccountChange.gone("id-bob"));
        mirror.tick();

        assertThat(login("bob")).isEqualTo("nobody");
    }

    @Test
    void changeShouldGiveWayWhenTwoLaterScansTellOtherwise() {
        mirror.tick();
        mirror.accountChanged(AccountChange.gone("id-bob"));
        nextScan();
        assertThat(login("bob")).isEqualTo("ask");
        assertThat(owners("bob@d1.test")).isEqualTo("ask");
        assertThat(mirror.statistics().changes()).isZero();

        nextScan();

        assertThat(login("bob")).isEqualTo("bob");
    }

    @Test
    void providerShouldBeAskedUntilTheNextScanWhenEverythingMayHaveChanged() {
        mirror.tick();
        mirror.everythingMayHaveChanged();
        assertThat(login("alice")).isEqualTo("ask");
        assertThat(logins(mirror.recallByLogin("alice"))).isEqualTo("ask");

        mirror.tick();

        assertThat(provider.scans).isEqualTo(2);
        assertThat(login("alice")).isEqualTo("alice");
    }

    @Test
    void scanShouldNotServeWhenEverythingMayHaveChangedMeanwhile() {
        provider.afterList = mirror::everythingMayHaveChanged;
        mirror.tick();
        assertThat(login("alice")).isEqualTo("ask");

        provider.afterList = () -> {};
        mirror.tick();

        assertThat(login("alice")).isEqualTo("alice");
    }

    @Test
    void unknownNamesShouldStayUnknownWhenADeletionIsReported() {
        provider.moreNames = Set.of("alias");
        provider.remove("bob");
        mirror.tick();

        mirror.accountChanged(AccountChange.gone("id-somebody"));

        assertThat(login("nobody")).isEqualTo("nobody");
    }

    @Test
    void providerShouldBeAskedAboutWhoIsNotThereWhenAPartialListIsFollowedByAReport() {
        provider.outcome = ScanResult.partial("some are elsewhere");
        mirror.tick();

        mirror.accountChanged(AccountChange.to(person("carol", "carol@d1.test")));

        assertThat(login("nobody")).isEqualTo("ask");
        assertThat(owners("nobody@d1.test")).isEqualTo("ask");
    }

    @Test
    void reportedAccountShouldBeFoundOnceWhenItsPrimaryAddressIsAnAliasToo() {
        mirror.tick();

        mirror.accountChanged(AccountChange.to(person("carol", "carol@d1.test", "carol@d1.test")));

        assertThat(owners("carol@d1.test")).isEqualTo("carol");
    }
}
