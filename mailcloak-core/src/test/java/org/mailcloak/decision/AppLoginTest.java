package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of docs/developers/decisions.md, a row a test: the sender of an app. */
class AppLoginTest extends DecisionTables {

    @ParameterizedTest
    @CsvSource({
        "PLAIN, app1, app1@d1.test, APP_OWNS_SENDER",
        "login, app1, APP1@d1.test, APP_OWNS_SENDER",
        "plain, app1, old@d1.test, APP_NOT_OWNER",
        "plain, app1, alice@d1.test, APP_NOT_OWNER",
        "plain, app1, '', NULL_SENDER_REFUSED",
        "plain, app2, app2@d1.test, APP_DISABLED",
        "plain, APP1, app1@d1.test, USER_UNKNOWN",
        "plain, app2, '', APP_DISABLED",
        "xoauth2, app1, app1@d1.test, USER_UNKNOWN",
        "scram-sha-256, app1, app1@d1.test, USER_UNKNOWN",
        "external, app1, app1@d1.test, USER_UNKNOWN"
    })
    void appShouldSendOnlyAsAnEnabledAddressOfItsList(String method, String id, String sender, Reason reason) {
        assertThat(login(method, id, sender, FAR)).isEqualTo(reason);
    }

    @Test
    void appShouldSendAsTheNullSenderWhenThatIsAllowed() {
        rules = rules.toBuilder().authenticatedNullSender(true).build();

        assertThat(login("plain", "app1", "", FAR)).isEqualTo(Reason.NULL_SENDER_ALLOWED);
        assertThat(login("plain", "app2", "", FAR)).isEqualTo(Reason.APP_DISABLED);
    }

    @Test
    void appShouldSendWithAnExtensionWhenADelimiterIsSet() {
        rules = rules.toBuilder().recipientDelimiter("+").build();

        assertThat(login("plain", "app1", "app1+bounce@d1.test", FAR)).isEqualTo(Reason.APP_OWNS_SENDER);
    }

    @Test
    void appShouldNotSendAsAnAliasThatLooksLikeAnExtension() {
        rules = rules.toBuilder().recipientDelimiter("+").build();
        store.alias("app1+boss@d1.test", "alice");

        assertThat(login("plain", "app1", "app1+boss@d1.test", FAR)).isEqualTo(Reason.APP_NOT_OWNER);
    }

    @Test
    void appShouldBeAnsweredWithoutTheIdentityProvider() {
        provider.down();

        assertThat(login("plain", "app1", "app1@d1.test", FAR)).isEqualTo(Reason.APP_OWNS_SENDER);
    }
}
