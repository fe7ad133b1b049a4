package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/** What a client without login, such as another site's server, sees. */
@RealMail
class InboundMailTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private final MailSystem system;

    InboundMailTest(MailSystem system) {
        this.system = system;
    }

    @Nested
    class Recipients {

        @ParameterizedTest
        @CsvSource({
            "alice@d1.test, alice",
            "ALICE@D1.TEST, alice",
            "alias1@d1.test, alice",
            "Alias1@D1.test, alice",
            "dave@d2.test, dave",
        })
        void messageShouldArriveInTheOwnersMailboxWhenRecipientExists(String recipient, String owner) {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                assertThat(client.send(OUTSIDE_SENDER, recipient, message).text())
                        .startsWith("250 2.0.0 ");
            }

            MaildirMailboxes.Delivered delivered = system.mailboxes().await(message);
            assertThat(delivered.user()).isEqualTo(owner);
            assertThat(delivered.returnPath()).isEqualTo(OUTSIDE_SENDER);
        }

        @Test
        void messageShouldArriveWhenRecipientMayNotSend() {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                client.send(OUTSIDE_SENDER, "bob@d1.test", message);
            }

            assertThat(system.mailboxes().await(message).user()).isEqualTo("bob");
        }

        @ParameterizedTest
        @CsvSource({
            "an unknown user, nosuch@d1.test",
            "an application, app1@d1.test",
            "a disabled user, carol@d1.test",
            "a user of another domain, alice@d2.test",
            "an unknown user in capitals, NOSUCH@D1.TEST",
        })
        void recipientShouldBeUnknownWhenItBelongsToNobodyWhoReceives(String who, String recipient) {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(OUTSIDE_SENDER, recipient).text())
                        .as(who)
                        .startsWith("550 5.1.1 ")
                        .endsWith("No such user");
            }
        }

        @Test
        void eachRecipientShouldBeJudgedAloneWhenOneTransactionNamesSeveral() {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                client.mail(OUTSIDE_SENDER);
                assertThat(client.rcpt("nosuch@d1.test").code()).isEqualTo(550);
                assertThat(client.rcpt("alice@d1.test").code()).isEqualTo(250);
                assertThat(client.rcpt("dave@d2.test").code()).isEqualTo(250);
                assertThat(client.rcpt("carol@d1.test").code()).isEqualTo(550);
                assertThat(client.data(message).code()).isEqualTo(250);
            }

            system.awaitEmptyQueue();
            assertThat(system.mailboxes().find(message))
                    .extracting(MaildirMailboxes.Delivered::user)
                    .containsExactlyInAnyOrder("alice", "dave");
        }
    }

    @Nested
    class Relaying {

        @Test
        void postfixShouldRefuseForeignRecipientWhenItsOwnCheckComesFirst() {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(OUTSIDE_SENDER, "someone@elsewhere.example")
                                .text())
                        .isEqualTo("554 5.7.1 <someone@elsewhere.example>: Relay access denied");
            }
        }

        @Test
        void postfixShouldRefuseForeignRecipientWhenThePolicyServiceIsAskedFirst() {
            try (SmtpClient client = SmtpClient.connect(system.policyFirstPort())) {
                assertThat(client.probe(OUTSIDE_SENDER, "someone@elsewhere.example")
                                .text())
                        .isEqualTo("554 5.7.1 <someone@elsewhere.example>: Relay access denied");
            }
        }
    }

    @Nested
    class Senders {

        @ParameterizedTest
        @ValueSource(strings = {"alice@d1.test", "alias1@d1.test", "app1@d1.test", "nosuch@d1.test", "dave@d2.test"})
        void senderShouldBeRefusedWhenItsDomainIsLocal(String sender) {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(sender, "alice@d1.test").text())
                        .startsWith("553 5.7.1 ")
                        .endsWith("Sending from local domains requires authentication");
            }
        }

        @Test
        void bounceShouldArriveWhenItComesFromOutside() {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                assertThat(client.send("", "alice@d1.test", message).code()).isEqualTo(250);
            }

            MaildirMailboxes.Delivered delivered = system.mailboxes().await(message);
            assertThat(delivered.user()).isEqualTo("alice");
            assertThat(delivered.returnPath()).isEmpty();
        }
    }
}
