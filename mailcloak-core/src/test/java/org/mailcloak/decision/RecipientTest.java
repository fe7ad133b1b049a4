package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.ForeignRecipients;
import org.mailcloak.decision.site.ReturnPath;
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
                "alice@d1.test.",
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
        "\"alice\"@d1.test, RECIPIENT_UNKNOWN",
        "alice@d1.test.., RECIPIENT_UNKNOWN",
        "alice%d1.test@d2.test, RECIPIENT_UNKNOWN"
    })
    void localRecipientShouldBeUnknownOtherwise(String recipient, Reason reason) {
        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
        assertThat(login("PLAIN", "alice", "alice@d1.test", recipient)).isEqualTo(reason);
        assertThat(reason.action()).isEqualTo("550 5.1.1 No such user");
    }

    /** Postfix resolves these when its alias maps were asked already, if the domain is its own. */
    @ParameterizedTest
    @ValueSource(strings = {"sales%d1.test@[192.0.2.1]", "d1.test!alice@localhost", "alice@d1.test@far.example"})
    void recipientShouldBeUnknownWhenItIsRoutedToALocalDomainFromElsewhere(String recipient) {
        assertThat(login("PLAIN", "alice", "alice@d1.test", recipient)).isEqualTo(Reason.RECIPIENT_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody", "alice@", "alice%d1.test.", "alice%[192.0.2.1]", "@a:alice"})
    void unqualifiedRecipientShouldWaitWhenPostfixMyoriginIsNotKnown(String recipient) {
        assertThat(stranger(FAR, recipient)).isEqualTo(Reason.ORIGIN_UNKNOWN);
        assertThat(login("PLAIN", "alice", "alice@d1.test", recipient)).isEqualTo(Reason.ORIGIN_UNKNOWN);
        assertThat(Reason.ORIGIN_UNKNOWN.action()).isEqualTo("451 4.3.5 Server configuration problem");
    }

    @ParameterizedTest
    @CsvSource({
        "alice, d1.test, SENDER_NOT_LOCAL",
        "alice, d2.test, RECIPIENT_UNKNOWN",
        "alice@, d1.test, RECIPIENT_UNKNOWN",
        "alice%[192.0.2.1], d1.test, RECIPIENT_UNKNOWN"
    })
    void unqualifiedRecipientShouldBeJudgedInTheConfiguredOrigin(String recipient, String origin, Reason reason) {
        rules = rules.toBuilder().origin(MailDomain.parse(origin).orElseThrow()).build();

        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
    }

    @Test
    void localRecipientShouldFollowTheFailureModeWhenTheProviderIsDown() {
        provider.down();

        assertThat(stranger(FAR, "nobody@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
        assertThat(stranger(FAR, "sales@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
    }

    @Test
    void disabledAccountShouldReceiveWhenTheOperatorSaysSo() {
        rules = rules.toBuilder().disabledUsersReceive(true).build();

        assertThat(stranger(FAR, "carol@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(login("plain", "carol", "carol@d1.test", FAR)).isEqualTo(Reason.USER_DISABLED);
    }

    @Test
    void accountShouldBeItselfWhenItsAddressLooksLikeAnExtensionOfAnAlias() {
        rules = rules.toBuilder().recipientDelimiter("-").build();
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
        assertThat(stranger(FAR, "x%far.example@d2.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(stranger(FAR, "@d2.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
    }

    @Test
    void recipientShouldBeDeferredWhenItsAliasLeadsBackToItself() {
        store.alias("a@d1.test", "b").alias("b@d1.test", "a");
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();

        Decision decision = decide(new PolicyQuery(ProtocolState.RCPT, FAR, "a@d1.test", "", "", ""));

        assertThat(decision.reason()).isEqualTo(Reason.ALIAS_BROKEN);
        assertThat(decision.reason().action()).isEqualTo("451 4.3.0 Temporary internal error");
        assertThat(decision.detail()).contains("it leads back to itself: a@d1.test -> b@d1.test -> a@d1.test");
    }

    @ParameterizedTest
    @CsvSource({
        "DUNNO, someone@far.example, x@far.example, 192.0.2.9, SENDER_NOT_LOCAL",
        "DUNNO, '', SRS0=HHHH=TT=far.test=carol@srs.far.example, 192.0.2.9, SENDER_NOT_LOCAL",
        "DUNNO, alice@d1.test, x@far.example, 192.0.2.9, LOGIN_REQUIRED",
        "DUNNO, someone@far.example, x y@far.example, 192.0.2.9, SENDER_NOT_LOCAL",
        "REJECT, someone@far.example, x@far.example, 192.0.2.9, RECIPIENT_NOT_LOCAL",
        "REJECT, '', SRS0=HHHH=TT=far.test=carol@srs.far.example, 192.0.2.9, RECIPIENT_NOT_LOCAL",
        "REJECT, someone@far.example, x@far.example, 192.0.2.1, SENDER_NOT_LOCAL",
        "REJECT, alice@d1.test, x@far.example, 192.0.2.1, CLIENT_TRUSTED",
        "REJECT, '', x@far.example, 192.0.2.1, SENDER_NOT_LOCAL"
    })
    void foreignRecipientWithoutALoginShouldFollowTheSetting(
            ForeignRecipients setting, String sender, String recipient, String client, Reason reason) {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().foreignRecipients(setting).build())
                .trustedClient("192.0.2.1"::equals)
                .build();

        assertThat(decide(new PolicyQuery(ProtocolState.RCPT, sender, recipient, "", "", client))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'', SRS0=2RZf=JS=other.test=orig@d1.test, SENDER_NOT_LOCAL",
        "'', srs0+2RZf=JS=other.test=orig@d1.test, SENDER_NOT_LOCAL",
        "'', SRS1=abc=other.test==HHHH=TT=far.test=carol@d1.test, SENDER_NOT_LOCAL",
        "'', prvs=1234abcdef=alice@d1.test, SENDER_NOT_LOCAL",
        "'', PRVS=1234ABCDEF=Alice@d1.test, SENDER_NOT_LOCAL",
        "'', prvs=1234abcdef=sales@d1.test, SENDER_NOT_LOCAL",
        "'', prvs=literal=alias@d1.test, SENDER_NOT_LOCAL",
        "'', prvs=1234abcdef=nobody@d1.test, RECIPIENT_UNKNOWN",
        "'', prvs=1234abcdef=carol@d1.test, RECIPIENT_DISABLED",
        "'', prvs==alice@d1.test, RECIPIENT_UNKNOWN",
        "'', SRS0@d1.test, RECIPIENT_UNKNOWN",
        "'', SRS2=a=b=c=d@d1.test, RECIPIENT_UNKNOWN",
        "'', nobody@d1.test, RECIPIENT_UNKNOWN",
        "someone@far.example, SRS0=2RZf=JS=other.test=orig@d1.test, RECIPIENT_UNKNOWN",
        "someone@far.example, prvs=1234abcdef=alice@d1.test, RECIPIENT_UNKNOWN"
    })
    void bounceShouldReachAReturnPathThatPostfixTurnsBack(String sender, String recipient, Reason reason) {
        store.alias("prvs=literal=alias@d1.test", "alice");

        assertThat(stranger(sender, recipient)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "SRS, SRS0=2RZf=JS=other.test=orig@d1.test, SENDER_NOT_LOCAL",
        "SRS, prvs=1234abcdef=alice@d1.test, RECIPIENT_UNKNOWN",
        "PRVS, SRS0=2RZf=JS=other.test=orig@d1.test, RECIPIENT_UNKNOWN",
        "PRVS, prvs=1234abcdef=alice@d1.test, SENDER_NOT_LOCAL"
    })
    void returnPathShouldBeAnAddressLikeAnyOtherWhenTheSettingLeavesItOut(
            ReturnPath known, String recipient, Reason reason) {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().returnPaths(Set.of(known)).build())
                .build();

        assertThat(stranger("", recipient)).isEqualTo(reason);
    }

    @Test
    void foreignRecipientShouldBeRefusedWhenTheSettingSaysSo() {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder()
                        .foreignRecipients(ForeignRecipients.REJECT)
                        .build())
                .build();

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
        rules = rules.toBuilder().recipientDelimiter("+").build();

        assertThat(stranger(FAR, "alice+x@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(stranger(FAR, "sales+x@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(stranger(FAR, "nobody+x@d1.test")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
    }

    @Test
    void recipientShouldBeLocalWhenItsDomainIsTheOneOfTheConfiguration() {
        rules = rules.toBuilder()
                .extraDomain(MailDomain.parse("far.example").orElseThrow())
                .build();

        assertThat(stranger("x@else.example", "alice@far.example")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(stranger("x@else.example", "nobody@far.example")).isEqualTo(Reason.RECIPIENT_UNKNOWN);
    }
}
