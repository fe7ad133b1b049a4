package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.Tables;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * A Postfix that has no tables but Mailcloak's maps: five rows each of {@link InboundMailTest}, {@link SubmissionTest} and
 * {@code SpellingFormsTest}, which run whole with these maps every night.
 */
@RealMail(Tables.MAPS)
@Tag("smoke")
class MapsMailTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private final MailSystem system;

    MapsMailTest(MailSystem system) {
        this.system = system;
    }

    @ParameterizedTest
    @CsvSource({
        "ALICE@D1.TEST, alice",
        "alias1@d1.test, alice",
        "dave@d2.test, dave",
        "bob@d1.test, bob",
        "alice%d1.test, alice",
    })
    void messageFromOutsideShouldArriveWhenItsRecipientExists(String recipient, String owner) {
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE_SENDER, recipient, message).code()).isEqualTo(250);
        }

        assertThat(system.mailboxes().await(message).user()).isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch@d1.test", "carol@d1.test", "app1@d1.test", "nosuch%d1.test", "\"nosuch@d1.test\""})
    void recipientShouldBeRefusedWhenNoAccountThatReceivesHasIt(String recipient) {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(OUTSIDE_SENDER, recipient).code()).isEqualTo(550);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@d1.test",
                "d1.test!alice",
                "alice%d1.test",
                "\"alice@d1.test\"",
                "@outside.example:alice@d1.test"
            })
    void senderShouldBeRefusedWhenItBecomesALocalAddressWithoutALogin(String sender) {
        try (SmtpClient client = system.connect()) {
            assertThat(client.probe(sender, "alice@d1.test").code()).isIn(501, 504, 553);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice@d1.test, 250",
        "alice, alias1@d1.test, 250",
        "app1, app1@d1.test, 250",
        "alice, bob@d1.test, 553",
        "app1, alice@d1.test, 553",
    })
    void submissionShouldBeDecidedByTheOwnerOfTheSender(String login, String sender, int code) {
        try (SmtpClient client = system.connectAs(login)) {
            assertThat(client.probe(sender, "someone@elsewhere.example").code()).isEqualTo(code);
        }
    }
}
