package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.ImapClient;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.OddPeople;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * Mail that the samples for Postfix and Dovecot accept reaches a mailbox that its owner opens by IMAP: with logins that are not
 * local parts, with several domains, delimiters and further addresses, by aliases, by the sendmail command and by Sieve.
 */
@RealMail
class SampleMailboxesTest {

    private static final String OUTSIDE = "someone@outside.example";

    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        system = SampleMailSystem.start(new OddPeople("+"));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    private static void assertFound(SampleMailSystem asked, String login, TestMessage message) {
        try (ImapClient imap = asked.imap(login, MailSystem.PASSWORD)) {
            Awaitility.await("INBOX of " + login).until(() -> imap.has(message));
        }
    }

    private static void assertArrives(SampleMailSystem asked, String recipient, String login) {
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = asked.connect()) {
            assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
        }

        assertFound(asked, login, message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "alice@d1.test, alice",
                "alice.smith@d1.test, asmith",
                "smith@d1.test, asmith",
                "Robert@D1.Test, rob",
                "rob@d2.test, rob",
                "o'brien@d1.test, o'brien",
                "emma@d1.test, emma@d1.test",
                "emma@d2.test, emma@d2.test",
                "mary@d1.test, mary1",
                "mary@d2.test, mary2",
                "work@d1.test, worker",
                "work+tag@d1.test, tagged",
                "work+other@d1.test, worker",
                "alice+lists@d1.test, alice",
                "smith+x+y@d1.test, asmith",
                "info@d1.test, asmith",
                "info+x@d1.test, asmith",
                "team@d1.test, mary2",
                "team@d1.test, o'brien",
                "chain@d1.test, asmith",
                "anything@d2.test, worker",
                "postmaster@d1.test, alice",
                "abuse@d1.test, alice",
                "postmaster, alice",
            })
    void messageShouldBeInTheInboxThatItsOwnerOpens(String recipient, String login) {
        assertArrives(system, recipient, login);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d1.test, alice",
        "smith@d1.test, asmith",
        "root, alice",
        "postmaster, alice",
        "info@d1.test, asmith"
    })
    void messageOfTheSendmailCommandShouldBeInTheInboxThatItsOwnerOpens(String recipient, String login) {
        TestMessage message = TestMessage.unique();

        assertThat(system.sendmail("root@d1.test", recipient, message).exitCode())
                .isZero();

        assertFound(system, login, message);
    }

    @Test
    void messageOfTheSendmailCommandShouldComeBackWhenItsRecipientIsUnknown() {
        int mark = system.postfix().log().mark();
        TestMessage message = TestMessage.unique();

        system.sendmail("alice@d1.test", "nosuch@d1.test", message);

        system.postfix()
                .log()
                .await(mark, line -> line.contains("to=<nosuch@d1.test>") && line.contains("status=bounced"));
        assertThat(system.mailboxes().find(message))
                .noneMatch(found -> !found.user().equals("alice"));
    }

    @ParameterizedTest
    @CsvSource({"alice@d1.test, alice", "smith@d1.test, asmith", "emma@d2.test, emma@d2.test"})
    void accountShouldLogInByItsPrimaryAddressOnly(String name, String login) {
        boolean primary = !name.startsWith("smith");
        try (SmtpClient client = system.connectForSubmission()) {
            assertThat(client.login(name, MailSystem.PASSWORD).code()).as(login).isEqualTo(primary ? 235 : 535);
        }
    }

    @Nested
    class Sieve {

        @Test
        void redirectShouldLeaveAndKeepACopy() {
            system.sieve("rob", "require [\"copy\"];\nredirect :copy \"far@elsewhere.example\";\n");
            int mark = system.postfix().log().mark();

            assertArrives(system, "rob@d1.test", "rob");

            system.postfix()
                    .log()
                    .await(mark, line -> line.contains("to=<far@elsewhere.example>") && line.contains("status=sent"));
        }

        @Test
        void vacationShouldAnswerTheSender() {
            system.sieve("mary1", "require [\"vacation\"];\nvacation :addresses [\"mary@d1.test\"] \"I am away.\";\n");
            int mark = system.postfix().log().mark();
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                client.mail(OUTSIDE);
                client.rcpt("mary@d1.test");
                assertThat(client.data(message, "To: mary@d1.test\r\n").code()).isEqualTo(250);
            }

            system.postfix()
                    .log()
                    .await(mark, line -> line.contains("to=<" + OUTSIDE + ">") && line.contains("status=sent"));
        }
    }

    /** The same with other delimiters: Dovecot's files stay as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "+-"})
    void extensionShouldBeCutByTheConfiguredDelimiter(String delimiters) {
        try (SampleMailSystem other = SampleMailSystem.start(new OddPeople(delimiters))) {
            String first = delimiters.substring(delimiters.length() - 1);
            assertArrives(other, "alice" + first + "shop@d1.test", "alice");
            assertArrives(other, "smith" + first + "shop@d1.test", "asmith");
            assertArrives(other, "work" + delimiters + "tag@d1.test", "tagged");
            assertArrives(other, "work" + first + "other@d1.test", "worker");
        }
    }
}
