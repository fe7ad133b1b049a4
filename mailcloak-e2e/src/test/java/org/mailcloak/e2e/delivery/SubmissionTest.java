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

/** What applications and people see who log in with AUTH PLAIN. */
@RealMail
class SubmissionTest {

    private static final String NOT_OWNED = "Sender not owned by authenticated user";

    private final MailSystem system;

    SubmissionTest(MailSystem system) {
        this.system = system;
    }

    private void assertNotOwned(String login, String sender) {
        try (SmtpClient client = system.connectAs(login)) {
            assertThat(client.probe(sender, "dave@d2.test").text())
                    .startsWith("553 5.7.1 ")
                    .endsWith(NOT_OWNED);
        }
    }

    private void assertDelivered(String login, String sender) {
        TestMessage message = TestMessage.unique();
        try (SmtpClient client = system.connectAs(login)) {
            assertThat(client.send(sender, "dave@d2.test", message).text()).startsWith("250 ");
        }
        MaildirMailboxes.Delivered delivered = system.mailboxes().await(message);
        assertThat(delivered.user()).isEqualTo("dave");
        assertThat(delivered.returnPath()).isEqualToIgnoringCase(sender);
    }

    @Nested
    class Applications {

        @ParameterizedTest
        @ValueSource(strings = {"app1@d1.test", "APP1@D1.TEST"})
        void messageShouldArriveWhenSenderIsInTheApplicationsList(String sender) {
            assertDelivered("app1", sender);
        }

        @ParameterizedTest
        @CsvSource({
            "a user's address, alice@d1.test",
            "an address of nobody, app2@d1.test",
            "an outside address, someone@outside.example",
            "the null sender, ''",
        })
        void senderShouldBeRefusedWhenItIsNotInTheApplicationsList(String what, String sender) {
            assertNotOwned("app1", sender);
        }

        @Test
        void loginShouldFailWhenPasswordIsWrong() {
            try (SmtpClient client = system.connect()) {
                assertThat(client.login("app1", "wrong").code()).isEqualTo(535);
            }
        }
    }

    @Nested
    class Users {

        @ParameterizedTest
        @ValueSource(strings = {"alice@d1.test", "Alice@D1.Test", "alias1@d1.test"})
        void messageShouldArriveWhenSenderBelongsToTheUser(String sender) {
            assertDelivered("alice", sender);
        }

        @ParameterizedTest
        @CsvSource({
            "another user's address, bob@d1.test",
            "an application's address, app1@d1.test",
            "an address of nobody, nosuch@d1.test",
            "the same name in another domain, alice@d2.test",
            "an outside address, someone@outside.example",
            "the null sender, ''",
        })
        void senderShouldBeRefusedWhenItDoesNotBelongToTheUser(String what, String sender) {
            assertNotOwned("alice", sender);
        }

        @Test
        void messageShouldLeaveWhenRecipientIsElsewhere() {
            int mark = system.postfix().log().mark();

            try (SmtpClient client = system.connectAs("alice")) {
                assertThat(client.send("alice@d1.test", "someone@elsewhere.example", TestMessage.unique())
                                .code())
                        .isEqualTo(250);
            }

            system.postfix()
                    .log()
                    .await(
                            mark,
                            line -> line.contains("to=<someone@elsewhere.example>, relay=none")
                                    && line.contains("status=sent"));
        }

        @Test
        void recipientShouldBeUnknownWhenItIsLocalAndBelongsToNobody() {
            try (SmtpClient client = system.connectAs("alice")) {
                assertThat(client.probe("alice@d1.test", "nosuch@d1.test").text())
                        .startsWith("550 5.1.1 ")
                        .endsWith("No such user");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"bob@d1.test", "alice@d1.test", ""})
        void sendingShouldBeRefusedWhenTheUserMayOnlyReceive(String sender) {
            try (SmtpClient client = system.connectAs("bob")) {
                assertThat(client.probe(sender, "alice@d1.test").text())
                        .startsWith("554 5.7.1 ")
                        .endsWith("Sending is disabled for this account");
            }
        }

        @Test
        void loginShouldFailWhenTheUserIsDisabled() {
            try (SmtpClient client = system.connect()) {
                assertThat(client.login("carol", MailSystem.PASSWORD).code()).isEqualTo(535);
            }
        }
    }
}
