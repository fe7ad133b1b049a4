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
            .user("zoe", AccountState.ACTIVE, "zoe@d1.test", "zoe@far.example")
            .group(
                    "mailing@d1.test",
                    MailGroup.Posting.MEMBERS,
                    MailGroup.SendAs.NONE,
                    "alice",
                    "partner@far.example",
                    "zoe@far.example",
                    "dave@d1.test")
            .group("outside@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "partner@far.example")
            .group("deputy@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "dave@d1.test")
            .group("far@far.example", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "dave");

    private PolicyRules rules = PolicyRules.defaults();

    private Reason decide(String method, String login, String sender, String recipient) {
        return new DecisionEngine(rules, store, provider)
                .decide(new PolicyQuery(ProtocolState.RCPT, sender, recipient, method, login, "192.0.2.9"))
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
        @ValueSource(strings = {"dora", "DORA", "dora@d1.test"})
        void accountShouldPostAsTheNamedLoginWhateverItLoggedInBy(String name) {
            provider.user("dora", AccountState.ACTIVE, "dora@d1.test")
                    .group(
                            "by-login@d1.test",
                            MailGroup.Posting.SENDERS,
                            MailGroup.SendAs.NONE,
                            Set.of("dora"),
                            "alice");

            assertThat(login(name, "dora@d1.test", "by-login@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
            assertThat(login("alice", "alice@d1.test", "by-login@d1.test")).isEqualTo(Reason.GROUP_SENDERS_ONLY);
        }

        @ParameterizedTest
        @CsvSource({
            "anyone@d1.test, SENDER_NOT_LOCAL",
            "domain@d1.test, GROUP_DOMAIN_ONLY",
            "members@d1.test, GROUP_MEMBERS_ONLY",
            "named@d1.test, GROUP_SENDERS_ONLY"
        })
        void strangerShouldPostOnlyWhereAnyoneMay(String group, Reason reason) {
            assertThat(stranger(FAR, group)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "anyone@d1.test, SENDER_NOT_LOCAL",
            "domain@d1.test, GROUP_DOMAIN_ONLY",
            "members@d1.test, SENDER_NOT_LOCAL",
            "members+x@d1.test, SENDER_NOT_LOCAL",
            "to-members@d1.test, SENDER_NOT_LOCAL",
            "named@d1.test, GROUP_SENDERS_ONLY",
            "mailing@d1.test, GROUP_MEMBERS_ONLY"
        })
        void bounceShouldReachTheGroupWhereMembersSendAsIt(String group, Reason reason) {
            rules = rules.toBuilder().recipientDelimiter("+").build();

            assertThat(stranger("", group)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "dave, dave@d1.test, USER_OWNS_SENDER",
            "erin, erin@d1.test, GROUP_MEMBERS_ONLY",
            "app1, app1@d1.test, GROUP_MEMBERS_ONLY"
        })
        void accountShouldPostAsAMemberByItsOwnLocalAddress(String login, String sender, Reason reason) {
            assertThat(login(login, sender, "mailing@d1.test")).isEqualTo(reason);
        }

        @Test
        void contactShouldNotPostAsAMember() {
            assertThat(stranger("partner@far.example", "mailing@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
            assertThat(login("zoe", "zoe@d1.test", "mailing@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
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
            rules = rules.toBuilder().trustedClient("192.0.2.9"::equals).build();

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

        @ParameterizedTest
        @CsvSource({
            "by-login, alice, alice@d1.test, USER_OWNS_SENDER",
            "by-login, ALICE@d1.test, a@d1.test, USER_OWNS_SENDER",
            "by-login, dave, dave@d1.test, GROUP_SENDERS_ONLY",
            "by-login, zoe@d1.test, zoe@d1.test, GROUP_SENDERS_ONLY",
            "named, dave, dave@d1.test, USER_OWNS_SENDER",
            "named, erin@d1.test, erin@d1.test, GROUP_SENDERS_ONLY",
            "by-mail-login, frank@d1.test, frank.b@d1.test, USER_OWNS_SENDER",
            "by-login, app2, app1@d1.test, GROUP_SENDERS_ONLY",
        })
        void namedAccountShouldPostUnderEachOfItsNames(String group, String login, String sender, Reason reason) {
            store.app("app2", true, new App.Sender("app1@d1.test", true));
            provider.user("app2", AccountState.ACTIVE, "second@d1.test")
                    .user("frank@d1.test", AccountState.ACTIVE, "frank@d1.test", "frank.b@d1.test")
                    .group(
                            "by-login@d1.test",
                            MailGroup.Posting.SENDERS,
                            MailGroup.SendAs.NONE,
                            Set.of("Alice", "second@d1.test"),
                            "dave")
                    .group(
                            "by-mail-login@d1.test",
                            MailGroup.Posting.MEMBERS,
                            MailGroup.SendAs.NONE,
                            Set.of("frank@d1.test"),
                            "dave");

            assertThat(login(login, sender, group + "@d1.test")).isEqualTo(reason);
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
            "to-empty@d1.test, RECIPIENT_DISABLED"
        })
        void ruleShouldHoldForEveryAliasThatLeadsToTheGroup(String alias, Reason reason) {
            rules = rules.toBuilder().recipientDelimiter("+").build();

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
            rules = rules.toBuilder().idpFailureMode(mode).build();
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
            rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();
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
        void groupOfContactsAloneShouldTakeMail() {
            assertThat(stranger(FAR, "outside@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void contactShouldReceiveNothingWhenItIsTheAddressOfADisabledAccountOrOfNobody() {
            provider.group(
                    "stale@d1.test",
                    MailGroup.Posting.ANYONE,
                    MailGroup.SendAs.NONE,
                    "carol@d1.test",
                    "nobody@d1.test");

            assertThat(stranger(FAR, "stale@d1.test")).isEqualTo(Reason.RECIPIENT_DISABLED);
        }

        @Test
        void groupShouldKeepItsRuleWhenAnotherGroupHasItsAddressAsAContact() {
            provider.group("open@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "members@d1.test");

            assertThat(stranger(FAR, "open@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
            assertThat(login("alice", "alice@d1.test", "open@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @Test
        void groupShouldDeferWhenItsContactLeadsBackToIt() {
            provider.group("ring1@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "ring2@d1.test");
            provider.group("ring2@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "ring3@d1.test");
            provider.group("ring3@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "ring1@d1.test");
            provider.group("self@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "self@d1.test", "alice");

            assertThat(stranger(FAR, "ring1@d1.test")).isEqualTo(Reason.ALIAS_BROKEN);
            assertThat(stranger(FAR, "self@d1.test")).isEqualTo(Reason.ALIAS_BROKEN);
        }

        @Test
        void groupOfDisabledMembersShouldTakeMailWhenDisabledUsersReceive() {
            rules = rules.toBuilder().disabledUsersReceive(true).build();

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
            rules = rules.toBuilder().recipientDelimiter("+").build();

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
            rules = rules.toBuilder().groupMemberLimit(1).build();

            Decision decision = new DecisionEngine(rules, store, provider)
                    .decide(new PolicyQuery(ProtocolState.RCPT, FAR, "anyone@d1.test", "", "", "192.0.2.9"));

            assertThat(decision.reason()).isEqualTo(Reason.ALIAS_BROKEN);
            assertThat(decision.detail())
                    .contains("the group anyone has 2 members, and policy.group_member_limit is 1");
            assertThat(stranger(FAR, "mixed@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void aliasShouldDeferWhenItLeadsBackToItselfThroughAGroup() {
            Decision decision = new DecisionEngine(rules, store, provider)
                    .decide(new PolicyQuery(ProtocolState.RCPT, FAR, "erin@d1.test", "", "", "192.0.2.9"));

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
            "dave, deputy@d1.test, USER_OWNS_GROUP",
            "alice, deputy@d1.test, USER_NOT_OWNER",
            "zoe, outside@d1.test, USER_NOT_OWNER",
            "dave, far@far.example, USER_NOT_OWNER"
        })
        void memberShouldSendAsTheGroupWhereMembersMay(String login, String sender, Reason reason) {
            assertThat(login(login, sender, FAR)).isEqualTo(reason);
        }

        @Test
        void memberShouldSendAsTheGroupWithAnExtension() {
            rules = rules.toBuilder().recipientDelimiter("+").build();

            assertThat(login("alice", "anyone+x@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_GROUP);
            assertThat(login("dave", "anyone+x@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
        }

        @Test
        void groupShouldBeNoExtendedFormOfAnAccount() {
            rules = rules.toBuilder().recipientDelimiter("-").build();
            provider.group("alice-list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "dave");

            assertThat(login("alice", "alice-list@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
            assertThat(login("alice", "alice-x@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @ParameterizedTest
        @EnumSource(FailureMode.class)
        void memberShouldBeTreatedByTheFailureModeDuringAnOutage(FailureMode mode) {
            rules = rules.toBuilder().idpFailureMode(mode).build();
            provider.down();

            assertThat(login("alice", "anyone@d1.test", FAR))
                    .isEqualTo(
                            switch (mode) {
                                case TEMPFAIL -> Reason.IDP_UNAVAILABLE;
                                case DUNNO -> Reason.IDP_UNAVAILABLE_PASSED;
                            });
        }
    }

    /** The contact's group gets the mail too, and may not send as the one that it is a contact of. */
    @ParameterizedTest
    @CsvSource({"outer@d1.test", "to-outer@d1.test"})
    void memberOfAContactsGroupShouldNotSendAsTheGroup(String sender) {
        store.alias("to-outer@d1.test", "outer@d1.test");
        provider.group("inner@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "dave")
                .group("outer@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice", "inner@d1.test");

        assertThat(login("dave", sender, FAR)).isEqualTo(Reason.USER_NOT_OWNER);
        assertThat(login("alice", sender, FAR)).isEqualTo(Reason.USER_NOT_OWNER);
    }
}
