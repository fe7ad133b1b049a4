package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A small mail site: Postfix and Dovecot as the samples set them up, and its people in a real Keycloak. */
@RealMail
@RealKeycloak
@Timeout(300)
@Tag("smoke")
class KeycloakMailTest {

    private static final String OUTSIDE = "someone@outside.example";
    private static final String ELSEWHERE = "someone@elsewhere.example";
    private static final String NOT_OWNED = "553 5.7.1";
    private static final String BLOCKED = "554 5.7.1";
    private static final String NO_USER = "550 5.1.1";
    private static final int LOGGED_IN = 235;
    private static final int LOGIN_FAILED = 535;

    private static KeycloakServer keycloak;
    private static KeycloakRealm realm;
    private static SampleMailSystem system;

    @BeforeAll
    static void start(KeycloakServer server) {
        keycloak = server;
        realm = KeycloakRealm.create(server);
        system = SampleMailSystem.start(new KeycloakPeople(realm));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    /** Makes a user whose password is the name with {@code -pw} after it. */
    private static void addUser(String name, boolean verified) {
        keycloak.admin().createUser(realm.name(), """
                {"username": "%1$s", "email": "%1$s@d1.test", "emailVerified": %2$s, "enabled": true,
                 "firstName": "A", "lastName": "B",
                 "credentials": [{"type": "password", "value": "%1$s-pw", "temporary": false}]}
                """.formatted(name, verified));
    }

    private static SmtpClient loggedIn(String user) {
        SmtpClient client = system.connectForSubmission();
        return client.requireLogin(client.bearer(user, realm.token(user)));
    }

    @Nested
    class Strangers {

        @ParameterizedTest
        @CsvSource({"alice@d1.test, alice", "alias1@d1.test, alice", "Bob@D1.test, bob"})
        void messageShouldArriveWhenItsRecipientExists(String recipient, String owner) {
            TestMessage message = TestMessage.unique();

            try (SmtpClient client = system.connect()) {
                assertThat(client.send(OUTSIDE, recipient, message).text()).startsWith("250 ");
            }

            assertThat(system.mailboxes().await(message).user()).isEqualTo(owner);
        }

        @Test
        void recipientShouldBeAcceptedWhenItIsAnAttributeOfAUser() {
            try (SmtpClient client = system.connect()) {
                assertThat(client.probe(OUTSIDE, "alice.a@d1.test").code()).isEqualTo(250);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "an unknown recipient, " + OUTSIDE + ", nosuch@d1.test, " + NO_USER,
            "a user who is disabled in Keycloak, " + OUTSIDE + ", carol@d1.test, " + NO_USER,
            "the alias of one, " + OUTSIDE + ", carol.c@d1.test, " + NO_USER,
            "an address that was never verified, " + OUTSIDE + ", dave@d1.test, " + NO_USER,
            "the address of an application, " + OUTSIDE + ", app1@d1.test, " + NO_USER,
            "a local sender, alice@d1.test, bob@d1.test, " + NOT_OWNED,
            "a sender from an attribute, alice.a@d1.test, bob@d1.test, " + NOT_OWNED,
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
        @ValueSource(strings = {"alice@d1.test", "Alice@D1.test", "alias1@d1.test", "alice.a@d1.test"})
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
        @ValueSource(strings = {"bob@d1.test", "robert@d1.test", "app1@d1.test", "nosuch@d1.test", OUTSIDE, ""})
        void senderShouldBeRefusedWhenItDoesNotBelongToTheUser(String sender) {
            try (SmtpClient client = loggedIn("alice")) {
                assertThat(client.probe(sender, ELSEWHERE).text()).startsWith(NOT_OWNED);
            }
        }

        @Test
        void xoauth2ShouldDoTheSameAsOauthbearer() {
            try (SmtpClient client = system.connectForSubmission()) {
                assertThat(client.xoauth2("alice", realm.token("alice")).code()).isEqualTo(LOGGED_IN);
                assertThat(client.probe("alice@d1.test", ELSEWHERE).code()).isEqualTo(250);
                assertThat(client.probe("bob@d1.test", ELSEWHERE).text()).startsWith(NOT_OWNED);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"bob@d1.test", "robert@d1.test", "alice@d1.test", ""})
        void sendingShouldBeRefusedWhenAnAttributeBlocksTheUser(String sender) {
            try (SmtpClient client = loggedIn("bob")) {
                assertThat(client.probe(sender, "alice@d1.test").text()).startsWith(BLOCKED);
            }
        }

        @Test
        void sendingShouldBeRefusedWhenTheUserIsDisabledAfterTheLogin() {
            addUser("frank", true);
            try (SmtpClient client = loggedIn("frank")) {
                keycloak.admin().changeUser(realm.name(), "frank", "{\"enabled\": false}");

                assertThat(client.probe("frank@d1.test", ELSEWHERE).text()).startsWith(BLOCKED);
            }
        }

        @Test
        void addressShouldBeNobodysWhenItWasNeverVerified() {
            addUser("erin", false);
            try (SmtpClient client = loggedIn("erin")) {
                assertThat(client.probe("erin@d1.test", ELSEWHERE).text()).startsWith(NOT_OWNED);
            }
        }
    }

    @Nested
    class Applications {

        @ParameterizedTest
        @CsvSource({
            "app1@d1.test, " + ELSEWHERE + ", 250",
            "app1@d1.test, alice@d1.test, 250",
            "alice@d1.test, " + ELSEWHERE + ", " + NOT_OWNED,
            "app1@d1.test, app1@d1.test, " + NO_USER,
        })
        void mailShouldBeDecidedByTheListOfTheApplication(String sender, String recipient, String answer) {
            try (SmtpClient client = system.connectAs("app1")) {
                assertThat(client.probe(sender, recipient).text()).startsWith(answer);
            }
        }
    }

    /** What Dovecot does with tokens; the login is all that is between a stranger and somebody's name. */
    @Nested
    class Logins {

        private void assertRefused(String user, String token) {
            try (SmtpClient client = system.connectForSubmission()) {
                assertThat(client.bearer(user, token).code()).isEqualTo(LOGIN_FAILED);
                assertThat(client.xoauth2(user, token).code()).isEqualTo(LOGIN_FAILED);
                // No login has happened: without one, submission takes nothing.
                assertThat(client.probe(user + "@d1.test", ELSEWHERE).code()).isEqualTo(554);
            }
        }

        @Test
        void loginShouldFailWhenTheTokenIsMadeUp() {
            assertRefused("alice", "bogus");
            assertRefused("nosuch", "bogus");
        }

        @Test
        void loginShouldFailWhenTheTokenHasAnotherSignature() {
            String token = realm.token("alice");

            assertRefused("alice", token.substring(0, token.lastIndexOf('.') + 1) + "AAAA");
        }

        @Test
        void loginShouldFailWhenTheTokenIsOfAnotherRealm() {
            assertRefused("alice", KeycloakRealm.create(keycloak).token("alice"));
        }

        @Test
        void loginShouldFailWhenTheTokenIsNotMeantForTheMailServer() {
            assertRefused("alice", realm.token("webmail-noaud", "alice"));
        }

        @Test
        void loginShouldFailWhenTheTokenIsAnotherUsers() {
            assertRefused("bob", realm.token("alice"));
        }

        @Test
        void loginShouldFailWhenTheUserWasDisabled() {
            addUser("grace", true);
            String token = realm.token("grace");
            keycloak.admin().changeUser(realm.name(), "grace", "{\"enabled\": false}");

            assertRefused("grace", token);
        }

        @Test
        void loginShouldFailWhenAPasswordIsGivenForAUserOfTheProvider() {
            try (SmtpClient client = system.connectForSubmission()) {
                assertThat(client.login("alice", "alice-pw").code()).isEqualTo(LOGIN_FAILED);
            }
        }

        @Test
        void everyTokenShouldFailWhileKeycloakIsDown() {
            addUser("heidi", true);
            String disabled = realm.token("heidi");
            keycloak.admin().changeUser(realm.name(), "heidi", "{\"enabled\": false}");
            String foreign = KeycloakRealm.create(keycloak).token("alice");
            String good = realm.token("alice");
            keycloak.kill();
            try {
                assertRefused("alice", "bogus");
                // One mechanism for these: Dovecot takes 2 s for each.
                try (SmtpClient client = system.connectForSubmission()) {
                    assertThat(client.bearer("alice", foreign).code()).isEqualTo(LOGIN_FAILED);
                    assertThat(client.bearer("heidi", disabled).code()).isEqualTo(LOGIN_FAILED);
                    assertThat(client.bearer("alice", good).code()).isEqualTo(LOGIN_FAILED);
                }
                try (SmtpClient client = system.connectAs("app1")) {
                    assertThat(client.probe("app1@d1.test", ELSEWHERE).code()).isEqualTo(250);
                }
            } finally {
                keycloak.start();
            }

            loggedIn("alice").close();
        }
    }
}
