package org.mailcloak.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample configurations for Postfix and Dovecot work as they are written. */
@RealMail
class SampleConfigurationTest {

    private static final String OUTSIDE = "someone@outside.example";

    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        system = SampleMailSystem.start(new LocalPeople());
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void postfixShouldFindNothingWrongWithTheSamples() {
        assertThat(system.postfix().configurationWarnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alice@d1.test, alice", "alias1@d1.test, alice", "BOB@D1.TEST, bob"})
    void messageFromOutsideShouldArriveWhenItsRecipientExists(String recipient, String owner) {
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
        }

        assertThat(system.mailboxes().await(message).user()).isEqualTo(owner);
    }

    @ParameterizedTest
    @CsvSource({
        OUTSIDE + ", nosuch@d1.test, 550 5.1.1",
        OUTSIDE + ", someone@elsewhere.example, 554 5.7.1",
        "alice@d1.test, bob@d1.test, 553 5.7.1",
        "alice@d1.test., bob@d1.test, 553 5.7.1",
    })
    void strangerShouldBeRefused(String sender, String recipient, String answer) {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(sender, recipient).text()).startsWith(answer);
        }
    }

    @Test
    void loginShouldNotBeOfferedOnThePublicPort() {
        try (SmtpClient client = system.connect()) {
            assertThat(client.login("alice", MailSystem.PASSWORD).code()).isEqualTo(503);
        }
    }

    @Test
    void submissionShouldRefuseEverythingWithoutALogin() {
        try (SmtpClient client = system.connectForSubmission()) {
            assertThat(client.probe(OUTSIDE, "alice@d1.test").code()).isEqualTo(554);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice@d1.test, bob@d1.test, 250",
        "alice, alias1@d1.test, someone@elsewhere.example, 250",
        "alice, bob@d1.test, bob@d1.test, 553",
        "alice, '', bob@d1.test, 553",
        "app1, app1@d1.test, someone@elsewhere.example, 250",
        "app1, alice@d1.test, someone@elsewhere.example, 553",
        "app1, app1@d1.test, nosuch@d1.test, 550",
    })
    void submissionShouldBeDecidedByTheOwnerOfTheSender(String login, String sender, String recipient, int code) {
        try (SmtpClient client = system.connectAs(login)) {
            assertThat(client.probe(sender, recipient).code()).isEqualTo(code);
        }
    }
}
