package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.LookupDiagnostics;

class LookupDiagnosticsTest {

    private final FakeIdentityProvider provider =
            new FakeIdentityProvider(account("alice", AccountState.SEND_BLOCKED, "alice@d1.test"));

    @Test
    void examinationShouldBeGoodWhenTheProviderAnswers() {
        assertThat(LookupDiagnostics.unlessOwn(provider).diagnose(DiagnosticsRequest.ofProvider()))
                .extracting(Diagnosis::status)
                .containsExactly(Diagnosis.Status.OK);
    }

    @Test
    void examinationShouldTellWhatTheRulesSeeOfAUser() {
        DiagnosticsRequest wanted = new DiagnosticsRequest(Optional.of("alice"), EmailAddress.parse("alice@d1.test"));

        assertThat(LookupDiagnostics.unlessOwn(provider).diagnose(wanted))
                .extracting(Diagnosis::finding)
                .containsExactly(
                        "answers",
                        "login alice, state SEND_BLOCKED, address alice@d1.test",
                        "login alice, state SEND_BLOCKED, address alice@d1.test");
    }

    @Test
    void examinationShouldTellOfAUserInOneLineWhenTheLoginHasSeveral() {
        provider.put(account("ali\nce", AccountState.ACTIVE, "lines@d1.test"));

        assertThat(LookupDiagnostics.unlessOwn(provider)
                        .diagnose(new DiagnosticsRequest(Optional.empty(), EmailAddress.parse("lines@d1.test"))))
                .last()
                .extracting(Diagnosis::finding)
                .isEqualTo("login ali ce, state ACTIVE, address lines@d1.test");
    }

    @Test
    void examinationShouldFailForAUserWhoIsNotThere() {
        DiagnosticsRequest wanted = new DiagnosticsRequest(Optional.of("nobody"), EmailAddress.parse("nobody@d1.test"));

        assertThat(LookupDiagnostics.unlessOwn(provider).diagnose(wanted))
                .extracting(Diagnosis::status)
                .containsExactly(Diagnosis.Status.OK, Diagnosis.Status.FAILED, Diagnosis.Status.FAILED);
    }

    @Test
    void examinationShouldFailWithTheReasonWhenTheProviderIsDown() {
        provider.goDown("connection refused");

        assertThat(LookupDiagnostics.unlessOwn(provider).diagnose(DiagnosticsRequest.ofProvider()))
                .singleElement()
                .satisfies(diagnosis -> {
                    assertThat(diagnosis.status()).isEqualTo(Diagnosis.Status.FAILED);
                    assertThat(diagnosis.finding()).isEqualTo("connection refused");
                });
    }

    private static Account account(String login, AccountState state, String address) {
        return Account.builder("id-" + login, login)
                .primaryAddress(EmailAddress.parse(address))
                .state(state)
                .build();
    }
}
