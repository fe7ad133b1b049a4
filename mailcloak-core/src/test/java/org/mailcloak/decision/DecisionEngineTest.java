package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.App;

/** The tables of docs/developers/decisions.md, a row a test. */
class DecisionEngineTest {

    private static final String FAR = "someone@far.example";

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("sales@d1.test", "alice")
            .alias("info@d2.test", "bob")
            .app(
                    "app1",
                    true,
                    new App.Sender("app1@d1.test", true),
                    new App.Sender("App1@D1.Test+", true),
                    new App.Sender("old@d1.test", false))
            .app("app2", false, new App.Sender("app2@d1.test", true));

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "alice.smith@d1.test", "alice@far.example")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("dave", AccountState.ACTIVE, "shared@d1.test")
            .user("erin", AccountState.DISABLED, "shared@d1.test");

    private PolicyRules rules = PolicyRules.defaults();

    private Decision decide(Question question) {
        return new DecisionEngine(rules, store, provider).decide(question);
    }

    private Reason stranger(String sender, String recipient) {
        return decide(new Question(Stage.RCPT, sender, recipient, "", "", "192.0.2.9"))
                .reason();
    }

    private Reason login(String method, String user, String sender, String recipient) {
        return decide(new Question(Stage.RCPT, sender, recipient, method, user, "192.0.2.9"))
                .reason();
    }

    private Reason alice(String sender) {
        return login("PLAIN", "alice", sender, FAR);
    }

    @ParameterizedTest
    @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "RCPT")
    void stageShouldPassWhenItIsNotRcpt(Stage stage) {
        assertThat(decide(new Question(stage, "alice@d1.test", "nobody@d1.test", "", "", ""))
                        .reason())
                .isEqualTo(Reason.STAGE_NOT_CHECKED);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,RCPT", "rcpt,RCPT", "END-OF-MESSAGE,END_OF_MESSAGE", "NEW-STATE,OTHER", "'',OTHER"})
    void stageShouldBeReadAsPostfixNamesIt(String name, Stage stage) {
        assertThat(Stage.of(name)).isEqualTo(stage);
    }

    @Nested
    class Recipient {

        @Test
        void emptyRecipientShouldPass() {
            assertThat(stranger(FAR, "")).isEqualTo(Reason.NO_RECIPIENT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sales@d1.test",
                    "SALES@D1.TEST",
                    "alice@d1.test",
                    "Alice.Smith@d1.test",
                    "\"alice\"@d1.test",
                    "alice@d1.test.",
                    "alice",
                    "bob@d1.test",
                    "shared@d1.test",
                    "alice%d1.test",
                    "d1.test!alice"
                })
        void localRecipientShouldGoOnToTheSenderWhenItIsAnAliasOrAnIdentityThatMayReceive(String recipient) {
            assertThat(stranger(FAR, recipient)).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @ParameterizedTest
        @CsvSource({
            "nobody@d1.test, RECIPIENT_UNKNOWN",
            "app1@d1.test, RECIPIENT_UNKNOWN",
            "carol@d1.test, RECIPIENT_DISABLED",
            "sales@d2.test, RECIPIENT_UNKNOWN",
            "alice+x@d1.test, RECIPIENT_UNKNOWN",
            "@d1.test, RECIPIENT_UNKNOWN",
            "alice@d1.test.., RECIPIENT_UNKNOWN",
            "alice%d1.test@d2.test, RECIPIENT_UNKNOWN"
        })
        void localRecipientShouldBeUnknownOtherwise(String recipient, Reason reason) {
            assertThat(stranger(FAR, recipient)).isEqualTo(reason);
            assertThat(login("PLAIN", "alice", "alice@d1.test", recipient)).isEqualTo(reason);
            assertThat(reason.action()).isEqualTo("550 5.1.1 No such user");
        }

        @Test
        void localRecipientShouldFollowTheFailureModeWhenTheProviderIsDownAndThereIsNoAlias() {
            provider.down();

            assertThat(stranger(FAR, "nobody@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
            assertThat(stranger(FAR, "sales@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void disabledAccountShouldReceiveWhenTheOperatorSaysSo() {
            rules = rules.withDisabledUsersReceive(true);

            assertThat(stranger(FAR, "carol@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(login("plain", "carol", "carol@d1.test", FAR)).isEqualTo(Reason.USER_DISABLED);
        }

        @Test
        void accountShouldBeItselfWhenItsAddressLooksLikeAnExtensionOfAnAlias() {
            rules = rules.withRecipientDelimiter("-");
            provider.user("sales-team", AccountState.DISABLED, "sales-team@d1.test");

            assertThat(stranger(FAR, "sales-team@d1.test")).isEqualTo(Reason.RECIPIENT_DISABLED);
            assertThat(stranger(FAR, "sales-eu@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @Test
        void recipientShouldExistWhenACatchAllTakesIt() {
            store.alias("@d2.test", "alice").disabledAlias("off@d2.test", "alice");

            assertThat(stranger(FAR, "anything@d2.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger(FAR, "anything@d1.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
            assertThat(stranger(FAR, "off@d2.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
            assertThat(stranger(FAR, "x%far.example@d2.test")).isEqualTo(Reason.RECIPIENT_NOT_LOCAL);
            assertThat(stranger(FAR, "@d2.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
        }

        @Test
        void recipientShouldBeDeferredWhenItsAliasLeadsBackToItself() {
            store.alias("a@d1.test", "b").alias("b@d1.test", "a");
            rules = rules.withIdpFailureMode(FailureMode.DUNNO);

            Decision decision = decide(new Question(Stage.RCPT, FAR, "a@d1.test", "", "", ""));

            assertThat(decision.reason()).isEqualTo(Reason.ALIAS_BROKEN);
            assertThat(decision.reason().action()).isEqualTo("451 4.3.0 Temporary internal error");
            assertThat(decision.detail()).contains("it leads back to itself: a@d1.test -> b@d1.test -> a@d1.test");
        }

        @Test
        void foreignRecipientShouldBeRefusedWhenNotAuthenticated() {
            assertThat(stranger(FAR, "x@far.example")).isEqualTo(Reason.RECIPIENT_NOT_LOCAL);
            assertThat(Reason.RECIPIENT_NOT_LOCAL.action()).isEqualTo("550 5.7.1 Recipient domain not local");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x%far.example@d1.test", "far.example!x@d1.test", "x@far.example@d1.test"})
        void routedRecipientShouldBeRefusedThoughItsDomainIsLocal(String recipient) {
            assertThat(stranger(FAR, recipient).verdict()).isEqualTo(Verdict.REJECT);
            assertThat(login("plain", "alice", "alice@d1.test", recipient).verdict())
                    .isEqualTo(Verdict.REJECT);
        }

        @Test
        void foreignRecipientShouldGoOnToTheSenderWhenAuthenticated() {
            assertThat(alice("alice@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @Test
        void recipientShouldLoseItsExtensionWhenADelimiterIsSet() {
            rules = rules.withRecipientDelimiter("+");

            assertThat(stranger(FAR, "alice+x@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger(FAR, "sales+x@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger(FAR, "nobody+x@d1.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
        }

        @Test
        void recipientShouldBeLocalWhenItsDomainIsTheOneOfTheConfiguration() {
            rules = rules.withExtraDomain(MailDomain.parse("far.example").orElseThrow());

            assertThat(stranger("x@else.example", "alice@far.example")).isEqualTo(Reason.SENDER_NOT_LOCAL);
            assertThat(stranger("x@else.example", "nobody@far.example")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
        }
    }

    @Nested
    class Stranger {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alice@d1.test",
                    "ALICE@D1.TEST",
                    "nobody@d2.test",
                    "alice@d1.test.",
                    "d1.test!alice",
                    "alice%d1.test",
                    "alice",
                    "\"alice\"@d1.test",
                    "alice+x@d1.test",
                    "alice@d1.test..",
                    "alice%far.example@d1.test",
                    "far.example!alice@d1.test",
                    "alice@d1.test ",
                    "alice@d1.test(x)",
                    "@d1.test",
                    "alice@",
                    "\"alice@d1.test\"@d1.test"
                })
        void localSenderShouldNeedALoginInEverySpelling(String sender) {
            assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
            assertThat(Reason.LOGIN_REQUIRED.action())
                    .isEqualTo("553 5.7.1 Sending from local domains requires authentication");
        }

        @Test
        void localSenderShouldPassWhenTheClientIsInATrustedNetwork() {
            rules = rules.withTrustedClient("192.0.2.9"::equals);

            assertThat(stranger("alice@d1.test", "alice@d1.test")).isEqualTo(Reason.CLIENT_TRUSTED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x@far.example", "x@d1.test.far.example", "far.example!x", "no address at all@ x"})
        void otherSenderShouldPassTheNullSenderIncluded(String sender) {
            assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alice@d1.test@@",
                    "alice@@",
                    "alice@d1\u2024test",
                    "alice@\uff241.test",
                    "alice@d1.test.\u00ad",
                    "alice@d1.t\u200best"
                })
        void strangerShouldNotPassByASpellingThatIsALocalDomainInTheEnd(String sender) {
            assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
        }

        @Test
        void unqualifiedSenderShouldGetTheConfiguredOrigin() {
            rules = rules.withOrigin(MailDomain.parse("far.example").orElseThrow());

            assertThat(stranger("alice", "alice@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        }
    }

    @Nested
    class AppLogin {

        @ParameterizedTest
        @CsvSource({
            "PLAIN, app1, app1@d1.test, APP_OWNS_SENDER",
            "login, app1, APP1@d1.test, APP_OWNS_SENDER",
            "plain, app1, old@d1.test, APP_NOT_OWNER",
            "plain, app1, alice@d1.test, APP_NOT_OWNER",
            "plain, app1, '', APP_NOT_OWNER",
            "plain, app2, app2@d1.test, APP_DISABLED",
            "plain, APP1, app1@d1.test, USER_UNKNOWN",
            "xoauth2, app1, app1@d1.test, USER_UNKNOWN"
        })
        void appShouldSendOnlyAsAnEnabledAddressOfItsList(String method, String id, String sender, Reason reason) {
            assertThat(login(method, id, sender, FAR)).isEqualTo(reason);
        }

        @Test
        void appShouldSendWithAnExtensionWhenADelimiterIsSet() {
            rules = rules.withRecipientDelimiter("+");

            assertThat(login("plain", "app1", "app1+bounce@d1.test", FAR)).isEqualTo(Reason.APP_OWNS_SENDER);
        }

        @Test
        void appShouldNotSendAsAnAliasThatLooksLikeAnExtension() {
            rules = rules.withRecipientDelimiter("+");
            store.alias("app1+boss@d1.test", "alice");

            assertThat(login("plain", "app1", "app1+boss@d1.test", FAR)).isEqualTo(Reason.APP_NOT_OWNER);
        }

        @Test
        void appShouldBeAnsweredWithoutTheIdentityProvider() {
            provider.down();

            assertThat(login("plain", "app1", "app1@d1.test", FAR)).isEqualTo(Reason.APP_OWNS_SENDER);
        }
    }

    @Nested
    class UserLogin {

        @ParameterizedTest
        @ValueSource(strings = {"plain", "LOGIN", "xoauth2", "OAUTHBEARER"})
        void userShouldSendAsAnAddressOfTheIdentityByEachKnownMethod(String method) {
            assertThat(login(method, "alice", "alice@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                Alice@D1.Test          | USER_OWNS_SENDER
                alice.smith@d1.test    | USER_OWNS_SENDER
                alice@far.example      | USER_OWNS_SENDER
                alice                  | USER_OWNS_SENDER
                alice%d1.test          | USER_OWNS_SENDER
                d1.test!alice          | USER_OWNS_SENDER
                "alice"@d1.test        | USER_OWNS_SENDER
                sales@d1.test          | USER_OWNS_ALIAS
                sales                  | USER_OWNS_ALIAS
                info@d2.test           | USER_NOT_OWNER
                bob@d1.test            | USER_NOT_OWNER
                app1@d1.test           | USER_NOT_OWNER
                alice+x@d1.test        | USER_NOT_OWNER
                alice%d1.test@d2.test  | USER_NOT_OWNER
                alice@d1.test..        | USER_NOT_OWNER
                someone@far.example    | USER_NOT_OWNER
                ''                     | NULL_SENDER_REFUSED
                """)
        void userShouldOwnAnAddressOrAnAlias(String sender, Reason reason) {
            assertThat(alice(sender)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "alice, USER_OWNS_ALIAS",
            "dave, USER_OWNS_ALIAS",
            "frank, USER_OWNS_ALIAS",
            "friend@far.example, USER_NOT_OWNER",
            "gina, USER_NOT_OWNER"
        })
        void userShouldSendAsAnAliasWhenAmongItsTargetsByLoginOrLocalAddress(String user, Reason reason) {
            provider.user("frank", AccountState.ACTIVE, "f.f@d2.test")
                    .user("friend@far.example", AccountState.ACTIVE, "friend@far.example")
                    .user("gina", AccountState.ACTIVE, "gina@far.example");
            store.alias("list@d1.test", "alice", "DAVE", "f.f@d2.test", "friend@far.example", "gina@far.example");

            assertThat(login("plain", user, "list@d1.test", FAR)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "alice, anything@d2.test, USER_OWNS_CATCH_ALL",
            "alice, x@d1.test, USER_NOT_OWNER",
            "alice, info@d2.test, USER_NOT_OWNER",
            "alice, off@d2.test, USER_NOT_OWNER",
            "alice, carol@d2.test, USER_NOT_OWNER",
            "alice, held@d2.test, USER_NOT_OWNER",
            "dave, anything@d2.test, USER_NOT_OWNER",
            "bob, anything@d2.test, USER_SEND_BLOCKED"
        })
        void userOfACatchAllShouldSendAsWhatItTakesAndNothingElse(String user, String sender, Reason reason) {
            provider.user("holder", AccountState.DISABLED, "held@d2.test");
            store.alias("@d2.test", "alice", "bob").disabledAlias("off@d2.test", "alice");

            assertThat(login("plain", user, sender, FAR)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({"bob, USER_SEND_BLOCKED", "carol, USER_DISABLED"})
        void userShouldSendNothingWhenTheStateForbidsIt(String user, Reason reason) {
            assertThat(login("plain", user, user + "@d1.test", FAR)).isEqualTo(reason);
            assertThat(login("plain", user, "", FAR)).isEqualTo(reason);
            assertThat(login("plain", user, "info@d2.test", FAR)).isEqualTo(reason);
            assertThat(reason.action()).isEqualTo("554 5.7.1 Sending is disabled for this account");
        }

        @Test
        void userShouldSendAsTheNullSenderWhenThatIsAllowed() {
            rules = rules.withAuthenticatedNullSender(true);

            assertThat(alice("")).isEqualTo(Reason.NULL_SENDER_ALLOWED);
        }

        @Test
        void userShouldSendWithAnExtensionWhenADelimiterIsSet() {
            rules = rules.withRecipientDelimiter("+");

            assertThat(alice("alice+x@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
            assertThat(alice("sales+x@d1.test")).isEqualTo(Reason.USER_OWNS_ALIAS);
            assertThat(alice("bob+x@d1.test")).isEqualTo(Reason.USER_NOT_OWNER);
        }

        @Test
        void userShouldNotSendAsAnAddressOfAnotherThatLooksLikeAnExtension() {
            rules = rules.withRecipientDelimiter("-");
            provider.user("john", AccountState.ACTIVE, "john@d1.test", "john-x@d1.test")
                    .user("john-smith", AccountState.ACTIVE, "john-smith@d1.test");
            store.alias("john-desk@d1.test", "alice").alias("john-mine@d1.test", "john");

            assertThat(login("plain", "john", "john-smith@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
            assertThat(login("plain", "john", "john-desk@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
            assertThat(login("plain", "john", "john-mine@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_ALIAS);
            assertThat(login("plain", "john", "john-x@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_SENDER);
            assertThat(login("plain", "john", "john-anything@d1.test", FAR)).isEqualTo(Reason.USER_OWNS_SENDER);
        }

        @Test
        void userShouldNotSendAsAnAddressOfAnotherThatLooksLikeAnExtensionOfAnAlias() {
            rules = rules.withRecipientDelimiter("-");
            provider.user("sales-team", AccountState.ACTIVE, "sales-team@d1.test");

            assertThat(alice("sales-team@d1.test")).isEqualTo(Reason.USER_NOT_OWNER);
            assertThat(alice("sales-eu@d1.test")).isEqualTo(Reason.USER_OWNS_ALIAS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"al\u0131ce", "ALICE\u0307"})
        void userShouldNotOwnTheAliasesOfALoginThatOnlyLooksTheSame(String login) {
            provider.user(login, AccountState.ACTIVE, "other@d1.test");

            assertThat(login("plain", login, "sales@d1.test", FAR)).isEqualTo(Reason.USER_NOT_OWNER);
        }

        @Test
        void userShouldOwnAnAliasWhateverTheLetterCaseOfTheLogin() {
            store.alias("team@d1.test", "ALICE");

            assertThat(alice("team@d1.test")).isEqualTo(Reason.USER_OWNS_ALIAS);
        }

        @ParameterizedTest
        @CsvSource({"plain, mallory", "plain, ''", "xoauth2, mallory"})
        void userShouldBeRefusedWhenTheProviderKnowsNoSuchLogin(String method, String user) {
            assertThat(login(method, user, "alice@d1.test", FAR)).isEqualTo(Reason.USER_UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"CRAM-MD5", "EXTERNAL", "", "plain "})
        void loginShouldBeRefusedWhenTheMethodIsUnknown(String method) {
            assertThat(login(method, "alice", "alice@d1.test", FAR)).isEqualTo(Reason.METHOD_UNSUPPORTED);
        }

        @Test
        void refusalsShouldNotTellWhyAnAddressIsNotOwned() {
            assertThat(new Reason[] {
                        Reason.USER_UNKNOWN,
                        Reason.USER_NOT_OWNER,
                        Reason.APP_DISABLED,
                        Reason.APP_NOT_OWNER,
                        Reason.NULL_SENDER_REFUSED
                    })
                    .extracting(Reason::action)
                    .containsOnly("553 5.7.1 Sender not owned by authenticated user");
        }
    }

    @Nested
    class Outage {

        @ParameterizedTest
        @ValueSource(strings = {"alice@d1.test", "sales@d1.test", "bob@d1.test", ""})
        void userShouldBeDeferredWhenTheProviderIsDown(String sender) {
            provider.down();

            assertThat(alice(sender)).isEqualTo(Reason.IDP_UNAVAILABLE);
            assertThat(Reason.IDP_UNAVAILABLE.action()).isEqualTo("451 4.3.0 Temporary authentication/lookup failure");
        }

        @ParameterizedTest
        @CsvSource({
            "alice@d1.test, IDP_UNAVAILABLE_PASSED",
            "sales@d1.test, IDP_UNAVAILABLE_PASSED",
            "info@d2.test, USER_NOT_OWNER",
            "alice@d1.test.., USER_NOT_OWNER",
            "'', NULL_SENDER_REFUSED"
        })
        void userShouldPassOnlyWhatCannotBeAnsweredWhenTheModeIsDunno(String sender, Reason reason) {
            provider.down();
            rules = rules.withIdpFailureMode(FailureMode.DUNNO);

            assertThat(alice(sender)).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({"someone@far.example, SENDER_NOT_LOCAL", "alice@d1.test, LOGIN_REQUIRED"})
        void recipientShouldBePassedOverAndTheSenderStillCheckedWhenTheModeIsDunno(String sender, Reason reason) {
            provider.down();
            rules = rules.withIdpFailureMode(FailureMode.DUNNO);

            assertThat(stranger(sender, "nobody@d1.test")).isEqualTo(reason);
        }

        @Test
        void aliasWithLocalAddressesShouldBePassedOverWhenNobodyCanTellWhoseTheyAre() {
            provider.down();
            rules = rules.withIdpFailureMode(FailureMode.DUNNO);
            store.alias("list@d1.test", "bob", "alice.smith@d1.test").alias("team@d1.test", "bob", "x@far.example");

            assertThat(alice("list@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE_PASSED);
            assertThat(alice("team@d1.test")).isEqualTo(Reason.USER_NOT_OWNER);
        }

        @Test
        void providerShouldCountAsUnavailableWhenItThrows() {
            provider.throwing();

            assertThat(alice("alice@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
            assertThat(stranger(FAR, "nobody@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
        }

        @ParameterizedTest
        @EnumSource(FailureMode.class)
        void storeFailureShouldDeferInEveryMode(FailureMode mode) {
            store.failing();
            rules = rules.withIdpFailureMode(mode);

            Decision decision = decide(new Question(Stage.RCPT, FAR, "alice@d1.test", "", "", ""));

            assertThat(decision.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
            assertThat(decision.reason().action()).isEqualTo("451 4.3.0 Temporary internal error");
            assertThat(decision.detail()).contains("disk I/O error");
        }

        @Test
        void loginShouldBeUnavailableWhenTwoIdentitiesHaveIt() {
            provider.user("ALICE", AccountState.ACTIVE, "other@d1.test");

            assertThat(alice("alice@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
        }
    }
}
