package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/** The tables of docs/developers/decisions.md, a row a test: the sender of a user. */
class UserLoginTest extends DecisionTables {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "LOGIN",
                "xoauth2",
                "OAUTHBEARER",
                "SCRAM-SHA-256",
                "SCRAM-SHA-1-PLUS",
                "CRAM-MD5",
                "DIGEST-MD5",
                "GSSAPI",
                "GSS-SPNEGO",
                "NTLM",
                "EXTERNAL",
                "XCLIENT",
                "X-NEW"
            })
    void userShouldSendAsAnAddressOfTheIdentityByEachMethod(String method) {
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
            "alice"@d1.test        | USER_NOT_OWNER
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
        rules = rules.toBuilder()
                .origin(MailDomain.parse("d1.test").orElseThrow())
                .build();

        assertThat(alice(sender)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob", "alice@", "alice%d1.test", "bob+x%y."})
    void unqualifiedSenderShouldWaitWhenPostfixMyoriginIsNotKnown(String sender) {
        assertThat(alice(sender)).isEqualTo(Reason.ORIGIN_UNKNOWN);
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
        "alice, carol@d2.test, USER_OWNS_CATCH_ALL",
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

    @ParameterizedTest
    @CsvSource({
        "ivan@d1.test, x@far.example, ACCOUNT_LOCAL_ONLY",
        "ivan@d1.test, far.example!x, ACCOUNT_LOCAL_ONLY",
        "ivan@d1.test, alice@d1.test, USER_OWNS_SENDER",
        "ivan@d1.test, sales@d1.test, USER_OWNS_SENDER",
        "ivan@d1.test, nobody@d1.test, RECIPIENT_UNKNOWN",
        "bob@d1.test, x@far.example, USER_NOT_OWNER",
        "'', x@far.example, NULL_SENDER_REFUSED"
    })
    void userShouldWriteInsideOnlyWhenTheScopeSaysSo(String sender, String recipient, Reason reason) {
        provider.scope(AccountScope.LOCAL_ONLY, "ivan", "ivan@d1.test");

        assertThat(login("plain", "ivan", sender, recipient)).isEqualTo(reason);
        assertThat(login("gssapi", "ivan", sender, recipient)).isEqualTo(reason);
        assertThat(Reason.ACCOUNT_LOCAL_ONLY.action()).isEqualTo("550 5.7.1 This account may write inside only");
    }

    @Test
    void userShouldSendAsTheNullSenderWhenThatIsAllowed() {
        rules = rules.toBuilder().authenticatedNullSender(true).build();

        assertThat(alice("")).isEqualTo(Reason.NULL_SENDER_ALLOWED);
    }

    @Test
    void userShouldSendWithAnExtensionWhenADelimiterIsSet() {
        rules = rules.toBuilder().recipientDelimiter("+").build();

        assertThat(alice("alice+x@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        assertThat(alice("sales+x@d1.test")).isEqualTo(Reason.USER_OWNS_ALIAS);
        assertThat(alice("bob+x@d1.test")).isEqualTo(Reason.USER_NOT_OWNER);
    }

    @Test
    void userShouldNotSendAsAnAddressOfAnotherThatLooksLikeAnExtension() {
        rules = rules.toBuilder().recipientDelimiter("-").build();
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
        rules = rules.toBuilder().recipientDelimiter("-").build();
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
    @ValueSource(strings = {"anonymous", "ANONYMOUS", "Anonymous", ""})
    void loginShouldBeRefusedWhenTheMethodNamesNobody(String method) {
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
