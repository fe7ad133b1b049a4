package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.App;

/** The tables about groups of docs/developers/decisions.md. */
class GroupRulesTest {

    private static final String FAR = "someone@far.example";

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .domain("d3.test")
            .alias("sales@d1.test", "alice")
            .alias("to-members@d1.test", "members@d1.test")
            .alias("far-and-near@d1.test", "someone@far.example", "members")
            .alias("step@d1.test", "to-members")
            .alias("all-and-members@d1.test", "alice", "anyone", "members")
            .alias("to-extended@d1.test", "members+x")
            .alias("@d3.test", "domain@d1.test")
            .alias("to-anyone@d1.test", "anyone")
            .alias("to-account@d1.test", "a")
            .alias("to-empty@d1.test", "empty")
            .alias("erin@d1.test", "circle@d1.test")
            .disabledAlias("off@d1.test", "alice")
            .app("app1", true, new App.Sender("app1@d1.test", true))
            .app("press", true, new App.Sender("app1@d1.test", true));

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "a@d1.test")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("erin", AccountState.ACTIVE, "erin@d1.test")
            .user("dave", AccountState.ACTIVE, "dave@d1.test")
            .user("app1", AccountState.ACTIVE, "someapp@d1.test")
            .group("anyone@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "alice", "bob")
            .group("domain@d1.test", MailGroup.Posting.DOMAIN, MailGroup.SendAs.NONE, "alice")
            .group("members@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.MEMBERS, "alice", "bob", "app1")
            .group(
                    "named@d1.test",
                    MailGroup.Posting.SENDERS,
                    MailGroup.SendAs.NONE,
                    Set.of("dave@d1.test", "friend@far.example", "press"),
                    "alice")
            .group("closed@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "carol")
            .group("empty@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE)
            .group("mixed@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "carol", "alice")
            .group("off@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice")
            .group("circle@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice", "erin")
            .group("a@d1.test", MailGroup.Posting.SENDERS, MailGroup.SendAs.MEMBERS, "dave")
            .group("far@far.example", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "dave");

    private PolicyRules rules = PolicyRules.defaults();

    private Reason decide(String method, String login, String sender, String recipient) {
        return new DecisionEngine(rules, store, provider)
                .decide(new Question(Stage.RCPT, sender, recipient, method, login, "192.0.2.9"))
                .reason();
    }

    private Reason stranger(String sender, String recipient) {
        return decide("", "", sender, recipient);
    }

    private Reason login(String login, String sender, String recipient) {
        return decide("PLAIN", login, sender, recipient);
    }

    @Nested
    class Posting {

        @ParameterizedTest
        @CsvSource({
            "anyone@d1.test, SENDER_NOT_LOCAL",
            "domain@d1.test, GROUP_DOMAIN_ONLY",
            "members@d1.test, GROUP_MEMBERS_ONLY",
            "named@d1.test, GROUP_SENDERS_ONLY"
        })
        void strangerShouldPostOnlyWhereAnyoneMay(String group, Reason reason) {
            assertThat(stranger(FAR, group)).isEqualTo(reason);
            assertThat(stranger("", group)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "anyone@d1.test, USER_OWNS_SENDER",
            "domain@d1.test, USER_OWNS_SENDER",
            "members@d1.test, GROUP_MEMBERS_ONLY",
            "named@d1.test, USER_OWNS_SENDER"
        })
        void userWhoIsNoMemberShouldPostWhereLocalOrNamedSendersMay(String group, Reason reason) {
            assertThat(login("dave", "dave@d1.test", group)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "anyone@d1.test, USER_OWNS_SENDER",
            "domain@d1.test, USER_OWNS_SENDER",
            "members@d1.test, USER_OWNS_SENDER",
            "Members@D1.Test, USER_OWNS_SENDER",
            "named@d1.test, GROUP_SENDERS_ONLY"
        })
        void memberShouldPostWhereMembersMay(String group, Reason reason) {
            assertThat(login("ALICE", "a@d1.test", group)).isEqualTo(reason);
        }

        @Test
        void strangerShouldNotPassForAMemberByForgingTheSender() {
            assertThat(stranger("alice@d1.test", "members@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
        }

        @Test
        void trustedNetworkShouldStandForTheDomainAndForNoMember() {
            rules = rules.withTrustedClient("192.0.2.9"::equals);

            assertThat(stranger("alice@d1.test", "members@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
            assertThat(stranger("alice@d1.test", "domain@d1.test")).isEqualTo(Reason.CLIENT_TRUSTED);
            assertThat(stranger(FAR, "domain@d1.test")).isEqualTo(Reason.GROUP_DOMAIN_ONLY);
        }

        @Test
        void applicationShouldNotPassForTheMemberOfItsName() {
            assertThat(login("app1", "app1@d1.test", "members@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
            assertThat(login("app1", "app1@d1.test", "domain@d1.test")).isEqualTo(Reason.APP_OWNS_SENDER);
        }

        @Test
        void namedSenderShouldPostByLoginAndByAddress() {
            assertThat(login("press", "app1@d1.test", "named@d1.test")).isEqualTo(Reason.APP_OWNS_SENDER);
            assertThat(stranger("Friend@far.example", "named@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger("dave@d1.test", "named@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
        }

        @Test
        void blockedMemberShouldHearOfTheBlockWhateverTheGroupSays() {
            assertThat(Stream.of("anyone", "domain", "members", "named"))
                    .allSatisfy(group -> assertThat(login("bob", "bob@d1.test", group + "@d1.test"))
                            .isEqualTo(Reason.USER_SEND_BLOCKED));
            assertThat(login("bob", "", "members@d1.test")).isEqualTo(Reason.USER_SEND_BLOCKED);
        }

        @ParameterizedTest
        @CsvSource({
            "to-members@d1.test, GROUP_MEMBERS_ONLY",
            "far-and-near@d1.test, GROUP_MEMBERS_ONLY",
            "step@d1.test, GROUP_MEMBERS_ONLY",
            "all-and-members@d1.test, GROUP_MEMBERS_ONLY",
            "to-extended@d1.test, GROUP_MEMBERS_ONLY",
            "whoever@d3.test, GROUP_DOMAIN_ONLY",
            "to-anyone@d1.test, SENDER_NOT_LOCAL",
            "to-account@d1.test, SENDER_NOT_LOCAL",
            "to-empty@d1.test, SENDER_NOT_LOCAL"
        })
        void ruleShouldHoldForEveryAliasThatLeadsToTheGroup(String alias, Reason reason) {
            rules = rules.withRecipientDelimiter("+");

            assertThat(stranger(FAR, alias)).isEqualTo(reason);
        }

        @Test
        void memberShouldPostThroughAnAlias() {
            assertThat(login("alice", "alice@d1.test", "far-and-near@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
            assertThat(login("bob", "bob@d1.test", "to-members@d1.test")).isEqualTo(Reason.USER_SEND_BLOCKED);
        }

        @ParameterizedTest
        @EnumSource(FailureMode.class)
        void aliasShouldBeTreatedByTheFailureModeWhenItsTargetMayBeAGroup(FailureMode mode) {
            rules = rules.withIdpFailureMode(mode);
            provider.down();

            assertThat(stranger(FAR, "sales@d1.test"))
                    .isEqualTo(
                            switch (mode) {
                                case TEMPFAIL -> Reason.IDP_UNAVAILABLE;
                                case DUNNO -> Reason.SENDER_NOT_LOCAL;
                            });
        }

        @Test
        void knownGroupShouldHaveASayWhereAnotherTargetCannotBeAskedFor() {
            rules = rules.withIdpFailureMode(FailureMode.DUNNO);
            provider.downFor("alice@d1.test");

            assertThat(stranger(FAR, "all-and-members@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        }

        @Test
        void refusalShouldBeClear() {
            assertThat(Reason.GROUP_MEMBERS_ONLY.action()).isEqualTo("550 5.7.1 Only members may post to this list");
        }
    }

    @Nested
    class Recipient {

        @ParameterizedTest
        @ValueSource(strings = {"closed@d1.test", "empty@d1.test"})
        void groupShouldTakeNoMailWhenNobodyInItMayReceive(String group) {
            assertThat(stranger(FAR, group)).isEqualTo(Reason.RECIPIENT_DISABLED);
        }

        @Test
        void groupOfDisabledMembersShouldTakeMailWhenDisabledUsersReceive() {
            rules = rules.withDisabledUsersReceive(true);

            assertThat(stranger(FAR, "closed@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void accountShouldComeBeforeTheGroupOfItsAddress() {
            assertThat(stranger(FAR, "a@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void disabledAliasShouldKeepTheGroupOfItsAddressAway() {
            assertThat(stranger(FAR, "off@d1.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
        }

        @Test
        void groupShouldBeAskedForOnlyWhereNoAliasAndNoAccountIs() {
            stranger(FAR, "alice@d1.test");
            login("alice", "alice@d1.test", "dave@d1.test");
            assertThat(provider.groupLookups()).isZero();

            stranger(FAR, "nobody@d1.test");
            assertThat(provider.groupLookups()).isEqualTo(1);
        }

        @Test
        void groupShouldTakeMailForItsAddressWithAnExtension() {
            rules = rules.withRecipientDelimiter("+");

            assertThat(stranger(FAR, "anyone+x@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger(FAR, "members+x@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        }

        @Test
        void everyReadingThatIsAGroupShouldHaveASay() {
            assertThat(stranger(FAR, "members%d1.test@d2.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
            assertThat(stranger(FAR, "members%d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        }

        @Test
        void groupShouldDeferWhenItHasMoreMembersThanTheLimit() {
            rules = rules.withGroupMemberLimit(1);

            Decision decision = new DecisionEngine(rules, store, provider)
                    .decide(new Question(Stage.RCPT, FAR, "anyone@d1.test", "", "", "192.0.2.9"));

            assertThat(decision.reason()).isEqualTo(Reason.ALIAS_BROKEN);
            assertThat(decision.detail())
                    .contains("the group anyone has 2 members, and policy.group_member_limit is 1");
            assertThat(stranger(FAR, "mixed@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void aliasShouldDeferWhenItLeadsBackToItselfThroughAGroup() {
            Decision decision = new DecisionEngine(rules, store, provider)
                    .decide(new Question(Stage.RCPT, FAR, "erin@d1.test", "", "", "192.0.2.9"));

            assertThat(decision.reason()).isEqualTo(Reason.ALIAS_BROKEN);
            assertThat(decision.detail())
                    .contains("it leads back to itself: erin@d1.test -> circle@d1.test -> erin@d1.test");
        }

        @Test
        void outageShouldDefer() {
            provider.down();

            assertThat(stranger(FAR, "members@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
        }
    }

    @Nested
    class Sender {

        @ParameterizedTest
        @CsvSource({
            "alice, anyone@d1.test, USER_OWNS_GROUP",
            "alice, domain@d1.test, USER_NOT_OWNER",
            "dave, anyone@d1.test, USER_NOT_OWNER",
            "bob, anyone@d1.test, USER_SEND_BLOCKED",
            "dave, a@d1.test, USER_NOT_OWNER",
            "dave, far@far.example, USER_NOT_OWNER"
        })
        void memberShouldSendAsTheGroupWhereMembersMay(String login, String sender, Reason reason) {
            assertThat(login(login, sender, FAR)).isEqualTo(reason);
        }

        @Test
        void memberShouldSendAsTheGroupWithAnExtension() {
            rules = rules.withRecipientDelimiter("+");

            assertThat(login("alice", "anyone+x@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_GROUP);
            assertThat(login("dave", "anyone+x@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
        }

        @Test
        void groupShouldBeNoExtendedFormOfAnAccount() {
            rules = rules.withRecipientDelimiter("-");
            provider.group("alice-list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "dave");

            assertThat(login("alice", "alice-list@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
            assertThat(login("alice", "alice-x@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @ParameterizedTest
        @EnumSource(FailureMode.class)
        void memberShouldBeTreatedByTheFailureModeDuringAnOutage(FailureMode mode) {
            rules = rules.withIdpFailureMode(mode);
            provider.down();

            assertThat(login("alice", "anyone@d1.test", FAR))
                    .isEqualTo(
                            switch (mode) {
                                case TEMPFAIL -> Reason.IDP_UNAVAILABLE;
                                case DUNNO -> Reason.IDP_UNAVAILABLE_PASSED;
                            });
        }
    }
}
