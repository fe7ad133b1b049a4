package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;

/** The tables of docs/developers/decisions.md, a row a test: the recipient. */
class RecipientTest extends DecisionTables {

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
