package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.drill.Drills;
import org.mailcloak.e2e.mail.LocalPeople;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.PostfixInstance;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/** The sample configurations for Postfix and Dovecot work as they are written. */
@RealMail
@Tag("smoke")
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

    @Test
    void postfixShouldRunChrooted() {
        TestMessage message = TestMessage.unique();
        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE, "alice@d1.test", message).code()).isEqualTo(250);
            system.mailboxes().await(message);

            assertThat(system.postfix().chrootedPrograms())
                    .contains("smtpd", "cleanup", "trivial-rewrite", "lmtp")
                    .doesNotContain("qmgr", "proxymap");
        }
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
        OUTSIDE + ", someone@elsewhere.example, 554 5.7.1 <someone@elsewhere.example>: Relay access denied",
        "alice@d1.test, bob@d1.test, 553 5.7.1",
        "alice@d1.test., bob@d1.test, 553 5.7.1",
    })
    void strangerShouldBeRefused(String sender, String recipient, String answer) {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(sender, recipient).text()).startsWith(answer);
        }
    }

    @Test
    void queueShouldLeaveForOtherSitesAndWaitForOursWhenMailcloakIsDown() {
        PostfixInstance postfix = system.postfix();
        int mark = postfix.log().mark();
        TestMessage ours = TestMessage.unique();
        try {
            postfix.whileNothingIsDelivered(() -> {
                try (SmtpClient client = system.connectAs("alice")) {
                    client.send("alice@d1.test", "someone@elsewhere.example", TestMessage.unique());
                    client.send("alice@d1.test", "bob@d1.test", ours);
                }
                system.server().kill();
            });
            postfix.log().await(mark, line -> line.contains("elsewhere.example>") && line.contains("status=sent"));
            postfix.log().await(mark, line -> line.contains("to=<bob@d1.test>") && line.contains("status=deferred"));
        } finally {
            system.server().start();
        }
        // What was deferred just now is on its way into that queue still.
        Awaitility.await("what waited")
                .atMost(Drills.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    postfix.flush();
                    return !system.mailboxes().find(ours).isEmpty();
                });
    }

    @Test
    void smtpdShouldAcceptInTheSameSessionWhenAnOutageIsOver() {
        try (SmtpClient client = system.connect()) {
            system.server().kill();
            try {
                assertThat(client.probe(OUTSIDE, "bob@d1.test").code()).isEqualTo(451);
            } finally {
                system.server().start();
            }
            assertThat(client.probe(OUTSIDE, "bob@d1.test").code()).isEqualTo(250);
        }
    }

    @Test
    void smtpdShouldAcceptInTheSameSessionWhenAnUnknownAddressWasMade() {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(OUTSIDE, "later@d1.test").code()).isEqualTo(550);
            system.ctl("aliases", "add", "later@d1.test", "alice");

            Awaitility.await("the new address")
                    .until(() -> client.probe(OUTSIDE, "later@d1.test").code() == 250);
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
