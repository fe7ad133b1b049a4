package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.DeliveredByLogin;
import org.mailcloak.e2e.env.SitePeople;
import org.mailcloak.e2e.mail.ImapClient;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * The samples with people of a Keycloak and {@code deliver_to: login}: Dovecot takes every name, so Postfix has to know who
 * has a mailbox. What is accepted is read by its owner by IMAP with a token.
 */
@RealMail
@RealKeycloak
@Timeout(300)
class KeycloakMailboxesTest {

    private static final String OUTSIDE = "someone@outside.example";

    private final KeycloakServer keycloak;
    private final KeycloakRealm realm;

    KeycloakMailboxesTest(KeycloakServer server) {
        keycloak = server;
        realm = KeycloakRealm.create(server);
    }

    private SampleMailSystem start(SitePeople people) {
        return SampleMailSystem.start(new DeliveredByLogin(people, "+"));
    }

    private void addUser(String login, String address, String more) {
        keycloak.admin().createUser(realm.name(), """
                {"username": "%1$s", "email": "%2$s", "emailVerified": true, "enabled": true,
                 "firstName": "A", "lastName": "B", "attributes": {"mailAliases": [%3$s]},
                 "credentials": [{"type": "password", "value": "%1$s-pw", "temporary": false}]}
                """.formatted(login, address, more));
    }

    private void assertRead(SampleMailSystem system, String login, TestMessage message) {
        try (ImapClient imap = system.imapByToken(login, realm.token(login))) {
            Awaitility.await("INBOX of " + login).until(() -> imap.has(message));
        }
    }

    private void assertArrives(SampleMailSystem system, String recipient, String login) {
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
        }

        assertRead(system, login, message);
    }

    private void assertComesBack(SampleMailSystem system, String recipient, String sender) {
        int mark = system.postfix().log().mark();

        system.sendmail(sender, recipient, TestMessage.unique());

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
                                && line.contains("to=<" + sender + ">")
                                && line.contains("status=sent"));
    }

    @Test
    void messageShouldBeInTheInboxThatItsOwnerOpensWhenAddressesAreNotLogins() {
        addUser("jdoe", "john.doe@d1.test", "\"jd@d1.test\", \"john@d2.test\"");
        addUser("mary1", "mary@d1.test", "");
        addUser("mary2", "mary@d2.test", "");
        try (SampleMailSystem system = start(new KeycloakPeople(realm))) {
            assertArrives(system, "john.doe@d1.test", "jdoe");
            assertArrives(system, "JD+lists@d1.test", "jdoe");
            assertArrives(system, "john@d2.test", "jdoe");
            assertArrives(system, "info@d2.test", "jdoe");
            assertArrives(system, "both@d1.test", "alice");
            assertArrives(system, "mary@d1.test", "mary1");
            assertArrives(system, "mary@d2.test", "mary2");
            assertComesBack(system, "nosuch@d1.test", "john.doe@d1.test");
            assertComesBack(system, "mary1@d2.test", "john.doe@d1.test");
            assertComesBack(system, "carol@d1.test", "alice@d1.test");
            assertThat(system.mailboxes().all())
                    .extracting(MaildirMailboxes.Delivered::user)
                    .containsOnly("alice", "jdoe", "mary1", "mary2");
        }
    }

    @Test
    void messageShouldBeInTheInboxThatItsOwnerOpensWhenLoginsAreAddresses() {
        addUser("emma@d1.test", "emma@d1.test", "\"emma.e@d2.test\"");
        addUser("emma@d2.test", "emma@d2.test", "");
        try (SampleMailSystem system = start(new KeycloakPeople(realm, "/var/vmail/%d/%n"))) {
            assertArrives(system, "emma@d1.test", "emma@d1.test");
            assertArrives(system, "emma+x@d2.test", "emma@d2.test");
            assertArrives(system, "emma.e@d2.test", "emma@d1.test");
            assertComesBack(system, "nosuch@d2.test", "emma@d2.test");
        }
    }
}
