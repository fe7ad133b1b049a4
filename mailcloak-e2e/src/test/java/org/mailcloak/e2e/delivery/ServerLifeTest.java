package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/** What SMTP clients see when the server goes away and comes back. */
@RealMail
class ServerLifeTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";
    private static final Duration STOP_PROMISE = Duration.ofSeconds(5);

    private final MailSystem system;

    ServerLifeTest(MailSystem system) {
        this.system = system;
    }

    @Test
    void mailShouldBeDeferredWhenTheServerCrashedAndAcceptedWhenItIsBack() {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(OUTSIDE_SENDER, "alice@d1.test").code()).isEqualTo(250);

            system.server().kill();
            try {
                assertThat(client.probe(OUTSIDE_SENDER, "alice@d1.test").text()).startsWith("451 4.3.5 ");
                assertThat(client.probe(OUTSIDE_SENDER, "nosuch@d1.test").text())
                        .startsWith("451 4.3.5 ");
            } finally {
                // The crash left its socket files; the new server has to take their place.
                system.server().start();
            }
        }

        TestMessage message = TestMessage.unique();
        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE_SENDER, "alias1@d1.test", message).code())
                    .isEqualTo(250);
        }
        assertThat(system.mailboxes().await(message).user()).isEqualTo("alice");
    }

    @Test
    void openSessionShouldGoOnWhenTheServerWasRestarted() {
        try (SmtpClient client = system.connect()) {
            client.probe(OUTSIDE_SENDER, "alice@d1.test");

            system.server().kill();
            system.server().start();

            assertThat(client.probe(OUTSIDE_SENDER, "alice@d1.test").text()).startsWith("250 ");
            assertThat(client.probe(OUTSIDE_SENDER, "nosuch@d1.test").text()).startsWith("550 5.1.1 ");
        }
    }

    @Test
    void serverShouldEndOrderlyWhenItReceivesSigterm() {
        // A session keeps policy and socketmap connections open, which must not hold up the end.
        try (SmtpClient client = system.connect()) {
            client.probe(OUTSIDE_SENDER, "alias1@d1.test");
            try {
                assertThat(system.server().terminate(STOP_PROMISE))
                        .as("exit code")
                        .isZero();
                assertThat(system.server().sockets()).noneMatch(Files::exists);
            } finally {
                system.server().kill();
                system.server().start();
            }
        }
    }
}
