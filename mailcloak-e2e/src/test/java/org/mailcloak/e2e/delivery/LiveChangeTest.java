package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/** Changes by the administration command in its own process, seen through a running server that nobody restarted. */
@RealMail
class LiveChangeTest {

    /** The promise: a change shows within one second after the command has ended. */
    private static final Duration PROMISE = Duration.ofSeconds(1);

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private final MailSystem system;

    LiveChangeTest(MailSystem system) {
        this.system = system;
    }

    /** One pair of addresses in one session, asked before the change and again until the answer is another. */
    private record Question(SmtpClient client, String sender, String recipient) {

        int answer() {
            return client.probe(sender, recipient).code();
        }

        void shouldChange(int before, Runnable change, int after) {
            assertThat(answer()).as("answer before the change").isEqualTo(before);
            change.run();
            long ended = System.nanoTime();
            Awaitility.await("answer " + after)
                    .atMost(PROMISE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> answer() == after);
            Duration seen = Duration.ofNanos(System.nanoTime() - ended);
            System.out.printf(
                    "<%s> to <%s>: %d became %d after %d ms%n", sender, recipient, before, after, seen.toMillis());
        }
    }

    @Test
    void recipientShouldBecomeKnownWhenAUserIsAdded() {
        try (SmtpClient client = system.connect()) {
            new Question(client, OUTSIDE_SENDER, "erin@d1.test")
                    .shouldChange(550, () -> system.addUser("erin", "erin@d1.test"), 250);
        }
    }

    @Test
    void recipientShouldBecomeUnknownWhenAUserIsDisabled() {
        system.addUser("frank", "frank@d1.test");
        try (SmtpClient client = system.connect()) {
            Question question = new Question(client, OUTSIDE_SENDER, "frank@d1.test");
            Awaitility.await().until(() -> question.answer() == 250);

            question.shouldChange(250, () -> system.ctl().run("users", "disable", "frank"), 550);
        }
    }

    @Test
    void sendingShouldBeRefusedWhenAUserIsBlocked() {
        system.addUser("grace", "grace@d1.test");
        try (SmtpClient client = system.connectAs("grace")) {
            Question question = new Question(client, "grace@d1.test", "alice@d1.test");
            Awaitility.await().until(() -> question.answer() == 250);

            question.shouldChange(250, () -> system.ctl().run("users", "block-sending", "grace"), 554);
        }
    }

    @Test
    void aliasShouldDeliverWhenItIsAddedAndRefuseWhenItIsDisabled() {
        TestMessage message = TestMessage.unique();
        try (SmtpClient client = system.connect()) {
            Question question = new Question(client, OUTSIDE_SENDER, "sales@d1.test");

            question.shouldChange(550, () -> system.ctl().run("aliases", "add", "sales@d1.test", "alice"), 250);
            client.send(OUTSIDE_SENDER, "sales@d1.test", message);
            assertThat(system.mailboxes().await(message).user()).isEqualTo("alice");

            question.shouldChange(250, () -> system.ctl().run("aliases", "disable", "sales@d1.test"), 550);
        }
    }

    @Test
    void applicationShouldSendAsAnAddressWhenItIsAllowedAndNotWhenItIsDisallowed() {
        try (SmtpClient client = system.connectAs("app1")) {
            Question question = new Question(client, "news@d1.test", "alice@d1.test");

            question.shouldChange(553, () -> system.ctl().run("apps", "allow", "app1", "news@d1.test"), 250);
            question.shouldChange(250, () -> system.ctl().run("apps", "disallow", "app1", "news@d1.test"), 553);
        }
    }

    @Test
    void senderShouldNeedALoginWhenItsDomainIsAdded() {
        try (SmtpClient client = system.connect()) {
            new Question(client, "someone@d3.test", "alice@d1.test")
                    .shouldChange(250, () -> system.ctl().run("domains", "add", "d3.test"), 553);
        }
    }
}
