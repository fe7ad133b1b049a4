package org.mailcloak.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.TableProvider;

class LookupExaminationTest {

    private final TableProvider provider =
            new TableProvider().user("alice", AccountState.SEND_BLOCKED, "alice@d1.test");

    @Test
    void examinationShouldBeGoodWhenTheProviderAnswers() {
        assertThat(provider.diagnose(Examination.ofProvider()))
                .extracting(Diagnosis::status)
                .containsExactly(Diagnosis.Status.OK);
    }

    @Test
    void examinationShouldTellWhatTheRulesSeeOfAUser() {
        Examination wanted = new Examination(Optional.of("alice"), EmailAddress.parse("alice@d1.test"));

        assertThat(provider.diagnose(wanted))
                .extracting(Diagnosis::finding)
                .containsExactly(
                        "answers",
                        "login alice, state SEND_BLOCKED, address alice@d1.test",
                        "login alice, state SEND_BLOCKED, address alice@d1.test");
    }

    @Test
    void examinationShouldTellOfAUserInOneLineWhenTheLoginHasSeveral() {
        provider.user("ali\nce", AccountState.ACTIVE, "lines@d1.test");

        assertThat(provider.diagnose(new Examination(Optional.empty(), EmailAddress.parse("lines@d1.test"))))
                .last()
                .extracting(Diagnosis::finding)
                .isEqualTo("login ali ce, state ACTIVE, address lines@d1.test");
    }

    @Test
    void examinationShouldFailForAUserWhoIsNotThere() {
        Examination wanted = new Examination(Optional.of("nobody"), EmailAddress.parse("nobody@d1.test"));

        assertThat(provider.diagnose(wanted))
                .extracting(Diagnosis::status)
                .containsExactly(Diagnosis.Status.OK, Diagnosis.Status.FAILED, Diagnosis.Status.FAILED);
    }

    @Test
    void examinationShouldFailWithTheReasonWhenTheProviderIsDown() {
        provider.down();

        assertThat(provider.diagnose(Examination.ofProvider())).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.status()).isEqualTo(Diagnosis.Status.FAILED);
            assertThat(diagnosis.finding()).isEqualTo("connection refused");
        });
    }
}
