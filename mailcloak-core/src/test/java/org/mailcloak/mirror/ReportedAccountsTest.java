package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.person;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;

/** Accounts that the provider has reported, and lists that do not have them as they were reported. */
class ReportedAccountsTest extends MirrorOfTwo {

    private static final Account CAROL = person("carol", "carol@d1.test", "c@d1.test");

    @Nested
    class MissingFromTheNextList {

        @Test
        void newAccountShouldBeAskedForUntilTheListAfterIt() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));
            nextScan();
            assertThat(login("carol")).isEqualTo("ask");
            assertThat(owners("carol@d1.test")).isEqualTo("ask");
            assertThat(owners("c@d1.test")).isEqualTo("ask");
            assertThat(owners("nobody@d1.test")).isEqualTo("nobody");

            nextScan();

            assertThat(login("carol")).isEqualTo("nobody");
            assertThat(owners("carol@d1.test")).isEqualTo("nobody");
        }

        @Test
        void furtherLoginsShouldBeAskedForTooBecauseAReportDoesNotTellThem() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));
            nextScan();

            assertThat(login("carols-other-name")).isEqualTo("ask");
        }

        @Test
        void changedAccountShouldBeAskedForByItsOldAndItsNewKeys() {
            provider.put(CAROL);
            mirror.tick();
            mirror.accountChanged(AccountChange.to(Account.builder(CAROL.id(), "caroline")
                    .primaryAddress(ListedProvider.address("carol2@d1.test"))
                    .build()));
            provider.remove("carol");
            nextScan();

            assertThat(login("carol")).isEqualTo("ask");
            assertThat(login("caroline")).isEqualTo("ask");
            assertThat(owners("carol@d1.test")).isEqualTo("ask");
            assertThat(owners("carol2@d1.test")).isEqualTo("ask");
        }

        @Test
        void ownersOfASharedAddressShouldBeAskedForWhenOneOfThemIsMissing() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(person("carol", "carol@d1.test", "info@d1.test")));
            nextScan();

            assertThat(owners("info@d1.test")).isEqualTo("ask");
        }

        @Test
        void accountShouldBeGoneWhenItsDeletionWasReportedWhileTheListWasRead() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));
            provider.afterList = () -> mirror.accountChanged(AccountChange.gone(CAROL.id()));
            nextScan();

            assertThat(login("carol")).isEqualTo("nobody");
            assertThat(owners("carol@d1.test")).isEqualTo("nobody");
        }

        @Test
        void accountShouldBeAskedForWhenItWasReportedBeforeTheFirstList() {
            mirror.accountChanged(AccountChange.to(CAROL));
            mirror.tick();

            assertThat(login("carol")).isEqualTo("ask");
            assertThat(owners("carol@d1.test")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("alice");
        }

        @Test
        void accountShouldBeAskedForWhenItWasReportedWhileNothingWasAnswered() {
            mirror.tick();
            mirror.everythingMayHaveChanged();
            mirror.accountChanged(AccountChange.to(CAROL));
            mirror.tick();

            assertThat(owners("carol@d1.test")).isEqualTo("ask");
        }

        @Test
        void manyShouldBeAskedForThroughSeveralListsWhenThoseAreNotBelieved() {
            provider.crowd(0, 100);
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));
            provider.crowdLeaves(10, 100);
            nextScan();
            nextScan();

            assertThat(login("nobody")).isEqualTo("ask");
            assertThat(mirror.statistics().missing()).isEqualTo(91);
        }

        @Test
        void fewShouldStillBeAskedForWhenTheNextListIsNotBelieved() {
            provider.crowd(0, 100);
            mirror.tick();
            provider.remove("alice");
            nextScan();
            provider.crowdLeaves(10, 100);
            nextScan();

            assertThat(login("alice")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("ask");
        }
    }

    @Nested
    class ListedOtherwise {

        @Test
        void accountShouldBeAskedForByTheKeysOfBothFormsUntilTheListAfterIt() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(person("alice", "new@d1.test")));
            nextScan();
            assertThat(login("alice")).isEqualTo("ask");
            assertThat(owners("new@d1.test")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("ask");
            assertThat(owners("bob@d1.test")).isEqualTo("bob");

            nextScan();

            assertThat(owners("new@d1.test")).isEqualTo("nobody");
            assertThat(owners("alice@d1.test")).isEqualTo("alice");
        }

        @Test
        void blockedAccountShouldBeAskedForWhenTheListHasItFromBefore() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(
                    BOB.toBuilder().state(AccountState.SEND_BLOCKED).build()));
            nextScan();

            assertThat(login("bob")).isEqualTo("ask");
        }

        @Test
        void accountShouldBeAnsweredFromTheListWhenThatHasItAsReported() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));
            provider.put(CAROL);
            nextScan();

            assertThat(login("carol")).isEqualTo("carol");
            assertThat(login("nobody")).isEqualTo("nobody");
            assertThat(owners("nobody@d1.test")).isEqualTo("nobody");
        }
    }

    @Nested
    class FurtherLogins {

        @Test
        void unknownLoginsShouldBeAskedForWhileAReportDoesNotTellThem() {
            mirror.tick();
            mirror.accountChanged(AccountChange.to(CAROL));

            assertThat(login("carol")).isEqualTo("carol");
            assertThat(login("carols-other-name")).isEqualTo("ask");
            assertThat(owners("nobody@d1.test")).isEqualTo("nobody");
        }

        @Test
        void nameThatTheListHadShouldBeAskedForWhenItsAccountIsReported() {
            provider.moreNames = Set.of("alias");
            provider.remove("bob");
            mirror.tick();
            assertThat(login("alias")).isEqualTo("alice");

            mirror.accountChanged(AccountChange.to(ALICE));

            assertThat(login("alice")).isEqualTo("alice");
            assertThat(login("alias")).isEqualTo("ask");
        }
    }

    @Nested
    class VeryManyReports {

        private void report() {
            for (int i = 0; i < 1_001; i++) {
                mirror.accountChanged(AccountChange.to(person("user" + i, "user" + i + "@d1.test")));
            }
        }

        @Test
        void everybodyShouldBeReadAgain() {
            mirror.tick();
            report();
            assertThat(login("alice")).isEqualTo("ask");

            mirror.tick();

            assertThat(login("alice")).isEqualTo("alice");
        }

        @Test
        void whoIsNotListedShouldBeAskedForUntilTheListAfterIt() {
            mirror.tick();
            report();
            mirror.tick();
            assertThat(login("user7")).isEqualTo("ask");
            assertThat(owners("user7@d1.test")).isEqualTo("ask");

            nextScan();

            assertThat(login("user7")).isEqualTo("nobody");
            assertThat(owners("user7@d1.test")).isEqualTo("nobody");
        }

        @Test
        void whoIsNotListedShouldBeAskedForWhenTheyAreReportedWhileTheListIsRead() {
            mirror.tick();
            provider.afterList = this::report;
            nextScan();
            provider.afterList = () -> {};
            mirror.tick();

            assertThat(owners("user7@d1.test")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("alice");
        }
    }

    @Nested
    class Doubtful {

        @Test
        void accountThatCouldNotBeReadShouldBeAskedForWhenTheNextListLacksIt() {
            provider.doubtful = Set.of("dora");
            provider.doubtfulAddresses = Set.of(ListedProvider.address("dora@d1.test"));
            mirror.tick();
            provider.doubtful = Set.of();
            provider.doubtfulAddresses = Set.of();
            nextScan();
            assertThat(login("dora")).isEqualTo("ask");
            assertThat(owners("dora@d1.test")).isEqualTo("ask");

            nextScan();

            assertThat(login("dora")).isEqualTo("nobody");
            assertThat(owners("dora@d1.test")).isEqualTo("nobody");
        }

        @Test
        void accountThatCanBeReadAgainShouldBeAnsweredFromTheList() {
            provider.doubtful = Set.of("carol");
            provider.doubtfulAddresses = Set.of(ListedProvider.address("carol@d1.test"));
            mirror.tick();
            provider.doubtful = Set.of();
            provider.doubtfulAddresses = Set.of();
            provider.put(CAROL);
            nextScan();

            assertThat(login("carol")).isEqualTo("carol");
            assertThat(owners("carol@d1.test")).isEqualTo("carol");
        }
    }
}
