package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.AccountState;

/** The tables of docs/developers/decisions.md, a row a test: the stages, and outages. */
class DecisionEngineTest extends DecisionTables {

    @ParameterizedTest
    @EnumSource(value = ProtocolState.class, mode = EnumSource.Mode.EXCLUDE, names = "RCPT")
    void stageShouldPassWhenItIsNotRcpt(ProtocolState stage) {
        assertThat(decide(new PolicyQuery(stage, "alice@d1.test", "nobody@d1.test", "", "", ""))
                        .reason())
                .isEqualTo(Reason.STAGE_NOT_CHECKED);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,RCPT", "rcpt,RCPT", "END-OF-MESSAGE,END_OF_MESSAGE", "NEW-STATE,OTHER", "'',OTHER"})
    void stageShouldBeReadAsPostfixNamesIt(String name, ProtocolState stage) {
        assertThat(ProtocolState.of(name)).isEqualTo(stage);
    }

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
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();

        assertThat(alice(sender)).isEqualTo(reason);
    }

    @Test
    void userShouldBeDeferredWhenTwoHaveTheLoginThoughTheModeIsDunno() {
        provider.user("ALICE", AccountState.ACTIVE, "other@d1.test");
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();

        assertThat(alice("alice@d1.test")).isEqualTo(Reason.IDP_UNAVAILABLE);
        assertThat(alice("x@far.example")).isEqualTo(Reason.IDP_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"someone@far.example, SENDER_NOT_LOCAL", "alice@d1.test, LOGIN_REQUIRED"})
    void recipientShouldBePassedOverAndTheSenderStillCheckedWhenTheModeIsDunno(String sender, Reason reason) {
        provider.down();
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();

        assertThat(stranger(sender, "nobody@d1.test")).isEqualTo(reason);
    }

    @Test
    void aliasWithLocalAddressesShouldBePassedOverWhenNobodyCanTellWhoseTheyAre() {
        provider.down();
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();
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
        rules = rules.toBuilder().idpFailureMode(mode).build();

        Decision decision = decide(new PolicyQuery(ProtocolState.RCPT, FAR, "alice@d1.test", "", "", ""));

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
