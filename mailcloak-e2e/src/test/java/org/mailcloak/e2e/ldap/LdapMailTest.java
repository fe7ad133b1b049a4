package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;

/** A small mail site: Postfix and Dovecot as the samples set them up, and its people in a real OpenLDAP. */
@RealMail
@RealLdap
@Timeout(300)
@Tag("smoke")
class LdapMailTest {

    private static final String OUTSIDE = "someone@outside.example";
    private static final String ELSEWHERE = "someone@elsewhere.example";
    private static final String NOT_OWNED = "553 5.7.1";
    private static final String BLOCKED = "554 5.7.1";
    private static final String NO_USER = "550 5.1.1";
    private static final String LATER = "451 4.3.0";
    private static final int LOGGED_IN = 235;
    private static final int LOGIN_FAILED = 535;

    private static Slapd slapd;
    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        system = SampleMailSystem.start(new LdapPeople(slapd, "cache_ttl_seconds: 1\nnegative_ttl_seconds: 0\n"));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    private static SmtpClient loggedIn(String user) {
        return LdapPeople.loggedIn(system.connectForSubmission(), user);
    }

    @Nested
    class Strangers {

        @ParameterizedTest
        @CsvSource({
            "alice@d1.test, alice",
            "alias1@d1.test, alice",
            "Bob@D1.test, bob",
        })
        void messageShouldArriveWhenItsRecipientExists(String recipient, String owner) {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
            }

            assertThat(system.mailboxes().await(message).user()).isEqualTo(owner);
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice.a@d1.test", "robert@d1.test", "e.proxy@d1.test", "frank@d1.test"})
        void recipientShouldBeAcceptedWhenItIsAnyAddressOfAPerson(String recipient) {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(OUTSIDE, recipient).code()).isEqualTo(250);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "an unknown recipient, " + OUTSIDE + ", nosuch@d1.test, " + NO_USER,
            "a user whose status is disabled, " + OUTSIDE + ", carol@d1.test, " + NO_USER,
            "the alias of one, " + OUTSIDE + ", carol.c@d1.test, " + NO_USER,
            "a user who left, " + OUTSIDE + ", dave@d1.test, " + NO_USER,
            "a proxy address that is no mail address, " + OUTSIDE + ", sip.erin@d1.test, " + NO_USER,
            "the address of an application, " + OUTSIDE + ", app1@d1.test, " + NO_USER,
            "a filter, " + OUTSIDE + ", *@d1.test, " + NO_USER,
            "a local sender, alice@d1.test, bob@d1.test, " + NOT_OWNED,
            "a sender who is blocked, bob@d1.test, alice@d1.test, " + NOT_OWNED,
        })
        void mailShouldBeRefused(String what, String sender, String recipient, String answer) {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(sender, recipient).text()).startsWith(answer);
            }
        }
    }

    @Nested
    class Users {

        @ParameterizedTest
        @ValueSource(
                strings = {"alice@d1.test", "Alice@D1.test", "alias1@d1.test", "alice.a@d1.test", "shared@d1.test"})
        void messageShouldArriveWhenSenderBelongsToTheUser(String sender) {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = loggedIn("alice")) {
                assertThat(client.send(sender, "bob@d1.test", message).text()).startsWith("250 ");
            }

            MaildirMailboxes.Delivered delivered = system.mailboxes().await(message);
            assertThat(delivered.user()).isEqualTo("bob");
            assertThat(delivered.returnPath()).isEqualToIgnoringCase(sender);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bob@d1.test",
                    "robert@d1.test",
                    "sales@d1.test",
                    "app1@d1.test",
                    "nosuch@d1.test",
                    OUTSIDE,
                    ""
                })
        void senderShouldBeRefusedWhenItDoesNotBelongToTheUser(String sender) {
            try (SmtpClient client = loggedIn("alice")) {
                assertThat(client.probe(sender, ELSEWHERE).text()).startsWith(NOT_OWNED);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"bob@d1.test", "robert@d1.test", "alice@d1.test", "sales@d1.test", ""})
        void sendingShouldBeRefusedWhenAnAttributeBlocksTheUser(String sender) {
            try (SmtpClient client = loggedIn("bob")) {
                assertThat(client.probe(sender, "alice@d1.test").text()).startsWith(BLOCKED);
            }
        }

        @Test
        void applicationShouldSendAsItsListSays() {
            try (SmtpClient client = system.connectAs("app1")) {
                assertThat(client.probe("app1@d1.test", ELSEWHERE).code()).isEqualTo(250);
                assertThat(client.probe("alice@d1.test", ELSEWHERE).text()).startsWith(NOT_OWNED);
            }
        }
    }

    @Nested
    class Changes {

        private void awaitReply(SmtpClient client, String sender, String answer) {
            Awaitility.await(answer + " for " + sender)
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> client.probe(sender, ELSEWHERE).text().startsWith(answer));
        }

        @ParameterizedTest
        @CsvSource({"heidi, tnMailSendAllowed, FALSE, TRUE", "ivan, tnAccountStatus, offboarded, active"})
        void sessionShouldFeelTheChangeWhenAnAttributeIsToggled(
                String user, String attribute, String blocked, String allowed) {
            slapd.edit().addPerson(user);
            String sender = user + "@d1.test";
            try (SmtpClient client = loggedIn(user)) {
                assertThat(client.probe(sender, ELSEWHERE).code()).isEqualTo(250);
                slapd.edit().replace(LdapAdmin.dn(user), attribute, blocked);
                awaitReply(client, sender, BLOCKED);
                assertThat(client.probe("", ELSEWHERE).text()).startsWith(BLOCKED);
                slapd.edit().replace(LdapAdmin.dn(user), attribute, allowed);

                awaitReply(client, sender, "250");
            }
        }
    }

    @Nested
    class Logins {

        @ParameterizedTest
        @ValueSource(strings = {"alice", "ALICE", "Alice@d1.test"})
        void loginShouldSucceedWhenThePasswordIsRight(String user) {
            try (SmtpClient client = system.connectForSubmission()) {
                assertThat(client.login(user, "alice-pw").code()).isEqualTo(LOGGED_IN);
                assertThat(client.probe("alice@d1.test", ELSEWHERE).code()).isEqualTo(250);
            }
        }

        @ParameterizedTest
        @CsvSource({"alice, wrong", "alice, ''", "nosuch, wrong", "*, alice-pw", "alice)(uid=*, alice-pw"})
        void loginShouldFailWhenThePasswordIsWrong(String user, String password) {
            try (SmtpClient client = system.connectForSubmission()) {
                assertThat(client.login(user, password).code()).isEqualTo(LOGIN_FAILED);
                assertThat(client.probe("alice@d1.test", ELSEWHERE).code()).isEqualTo(554);
            }
        }
    }

    @Nested
    class Outages {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void mailShouldWaitWhileTheDirectoryCannotBeAsked(boolean hangs) {
            String name = hangs ? "judy" : "karl";
            slapd.edit().addPerson(name);
            try (SmtpClient client = system.connect()) {
                if (hangs) {
                    slapd.hang();
                } else {
                    slapd.kill();
                }
                try {
                    assertThat(client.probe(OUTSIDE, name + "@d1.test").text()).startsWith(LATER);
                    assertThat(client.probe(OUTSIDE, "nosuch@d1.test").text()).startsWith(LATER);
                } finally {
                    if (hangs) {
                        slapd.goOn();
                    } else {
                        slapd.start();
                    }
                }
                Awaitility.await("mail to " + name)
                        .atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> client.probe(OUTSIDE, name + "@d1.test").code() == 250);
                assertThat(client.probe(OUTSIDE, "nosuch@d1.test").text()).startsWith(NO_USER);
            }
        }
    }
}
