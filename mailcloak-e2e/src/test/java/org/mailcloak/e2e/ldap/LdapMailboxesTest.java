package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.env.DeliveredByLogin;
import org.mailcloak.e2e.mail.ImapClient;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;

/**
 * The samples with people of an OpenLDAP and {@code deliver_to: login}: what is accepted is read by its owner by IMAP, and
 * what no policy service saw comes back if it is for nobody.
 */
@RealMail
@RealLdap
@Timeout(300)
class LdapMailboxesTest {

    private static final String OUTSIDE = "someone@outside.example";

    private static Slapd slapd;
    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        addPerson("jdoe", "john.doe@d1.test", "jd@d1.test", "john@d2.test");
        addPerson("o'brien", "pat.o'brien@d1.test");
        addPerson("emma@d1.test", "emma@d1.test");
        addPerson("emma@d2.test", "emma@d2.test");
        addPerson("mary1", "mary@d1.test");
        addPerson("mary2", "mary@d2.test");
        system = SampleMailSystem.start(new DeliveredByLogin(new LdapPeople(slapd, "negative_ttl_seconds: 0\n"), "+"));
    }

    private static void addPerson(String login, String address, String... more) {
        LdapAdmin edit = slapd.edit();
        edit.addPerson(login);
        edit.replace(LdapAdmin.dn(login), "mail", address);
        edit.replace(LdapAdmin.dn(login), "mailAlternateAddress", more);
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

    private static void assertRead(String login, TestMessage message) {
        try (ImapClient imap = system.imap(login, login + "-pw")) {
            Awaitility.await("INBOX of " + login).until(() -> imap.has(message));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "alice@d1.test, alice",
                "john.doe@d1.test, jdoe",
                "JD@D1.test, jdoe",
                "john@d2.test, jdoe",
                "john.doe+lists@d1.test, jdoe",
                "jdoe@d1.test, jdoe",
                "info@d1.test, jdoe",
                "info+x@d2.test, jdoe",
                "both@d1.test, alice",
                "both@d1.test, jdoe",
                "pat.o'brien@d1.test, o'brien",
                "emma@d1.test, emma@d1.test",
                "emma+x@d2.test, emma@d2.test",
                "mary@d1.test, mary1",
                "mary@d2.test, mary2",
            })
    void messageShouldBeInTheInboxThatItsOwnerOpens(String recipient, String login) {
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
        }

        assertRead(login, message);
    }

    @ParameterizedTest
    @CsvSource({
        "john.doe@d1.test, jdoe",
        "john@d2.test, jdoe",
        "info@d1.test, jdoe",
        "root, alice",
        "jdoe@d1.test, jdoe"
    })
    void messageOfTheSendmailCommandShouldBeInTheInboxThatItsOwnerOpens(String recipient, String login) {
        TestMessage message = TestMessage.unique();

        assertThat(system.sendmail("root@d1.test", recipient, message).exitCode())
                .isZero();

        assertRead(login, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch@d1.test", "nosuch+x@d1.test", "carol@d1.test", "mary1@d2.test"})
    void messageOfTheSendmailCommandShouldComeBackWhenNoAccountMayReceiveIt(String recipient) {
        int mark = system.postfix().log().mark();

        system.sendmail("alice@d1.test", recipient, TestMessage.unique());

        system.postfix()
                .log()
                .await(
                        mark,
                        line -> line.contains("postfix/error")
                                && line.contains("to=<" + recipient + ">")
                                && line.contains("dsn=5.1.1, status=bounced (No such user)"));
        system.postfix()
                .log()
                .await(
                        mark,
                        line -> line.contains("postfix/lmtp")
                                && line.contains("to=<alice@d1.test>")
                                && line.contains("status=sent"));
    }

    @Test
    void messageOfTheSendmailCommandShouldBeThrownAwayByAnAliasThatDoes() {
        int mark = system.postfix().log().mark();

        system.sendmail("alice@d1.test", "noreply@d1.test", TestMessage.unique());

        system.postfix()
                .log()
                .await(mark, line -> line.contains("postfix/discard") && line.contains("to=<noreply@d1.test>"));
    }
}
