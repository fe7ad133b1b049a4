package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.SmtpReply;
import org.mailcloak.e2e.mail.Tables;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * A port where Postfix asks Mailcloak's maps and no policy service: what {@code reject_sender_login_mismatch} and {@code
 * check_sender_access} do alone. On the other ports they stand behind the policy service.
 */
@RealMail(Tables.MAPS)
class SecondLineTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    /** The types of table that {@code postconf -m} knows, and that are no transport either. */
    private static final Pattern TABLE =
            Pattern.compile("\\b(btree|cdb|cidr|environ|hash|inline|ldap|lmdb|memcache|mysql"
                    + "|nis|pcre|pgsql|pipemap|proxy|randmap|regexp|socketmap|sqlite|static|tcp|texthash|unionmap):");

    private final MailSystem system;

    SecondLineTest(MailSystem system) {
        this.system = system;
    }

    private SmtpReply probe(String login, String sender, String recipient) {
        int port = system.mapsOnlyPort();
        try (SmtpClient client = login.isEmpty() ? SmtpClient.connect(port) : system.connectAs(login, port)) {
            return client.probe(sender, recipient);
        }
    }

    @Test
    void postfixShouldNameNoTableButMailcloaksMaps() {
        assertThat(system.postfix().parameters().lines())
                .filteredOn(line -> TABLE.matcher(line).find())
                .hasSize(5)
                .allMatch(line -> line.contains("socketmap:unix:private/mailcloak-socketmap:"));
    }

    @Test
    void postfixShouldHaveNothingToComplainAbout() {
        int mark = system.postfix().log().mark();
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connectAs("alice")) {
            client.mail("alias1+x@d1.test");
            assertThat(client.rcpt("DAVE+y@d2.test").code()).isEqualTo(250);
            assertThat(client.rcpt("alias1@d1.test").code()).isEqualTo(250);
            assertThat(client.rcpt("someone@elsewhere.example").code()).isEqualTo(250);
            assertThat(client.rcpt("nosuch@d1.test").code()).isEqualTo(550);
            assertThat(client.data(message).code()).isEqualTo(250);
        }

        system.awaitEmptyQueue();
        assertThat(system.mailboxes().find(message)).hasSize(2);
        assertThat(system.postfix().log().complaintsSince(mark)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice@d1.test",
        "Alice, ALICE@D1.TEST",
        "ALICE, alias1@d1.test",
        "alice, alice+ext@d1.test",
        "alice, alias1+ext@d1.test",
        "app1, app1@d1.test",
    })
    void ownerShouldSend(String login, String sender) {
        assertThat(probe(login, sender, "dave@d2.test").code()).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, dave@d2.test",
        "alice, DAVE@D2.TEST.",
        "alice, d2.test!dave",
        "alice, dave%d2.test",
        "alice, app1@d1.test",
        "alice, nosuch@d1.test",
        "app1, alice@d1.test",
        "app1, alias1@d1.test",
    })
    void strangerToTheAddressShouldBeRefusedAfterALogin(String login, String sender) {
        assertThat(probe(login, sender, "bob@d1.test").text())
                .startsWith("553 5.7.1 ")
                .endsWith("not owned by user " + login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@d1.test", "alias1@d1.test", "app1@d1.test", "carol@d1.test", "bob+ext@d1.test"})
    void ownedSenderShouldBeRefusedWithoutALogin(String sender) {
        assertThat(probe("", sender, "dave@d2.test").text())
                .startsWith("553 5.7.1 ")
                .endsWith("not logged in");
    }

    @Test
    void outsideSenderShouldPassWithoutALogin() {
        assertThat(probe("", OUTSIDE_SENDER, "dave@d2.test").code()).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@d1.test", "BOB@D1.TEST", "bob+ext@d1.test"})
    void blockedAccountShouldBeToldSo(String sender) {
        assertThat(probe("bob", sender, "dave@d2.test").text())
                .startsWith("554 5.7.1 ")
                .endsWith("Sending is disabled for this account");
    }

    /** No table of Postfix is asked about {@code <>}: that is why the policy service comes first. */
    @Test
    void nullSenderOfABlockedAccountShouldPassTheMapsAndNotThePolicy() {
        assertThat(probe("bob", "", "dave@d2.test").code()).isEqualTo(250);

        try (SmtpClient client = system.connectAs("bob")) {
            assertThat(client.probe("", "dave@d2.test").text())
                    .startsWith("554 5.7.1 ")
                    .endsWith("Sending is disabled for this account");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch@d1.test, 550 5.1.1 ",
        "carol@d1.test, 550 5.1.1 ",
        "app1@d1.test, 550 5.1.1 ",
        "alice@d2.test, 550 5.1.1 ",
        "someone@elsewhere.example, 554 5.7.1 ",
        "alice@sub.d1.test, 554 5.7.1 ",
        "alice@d1.test, 250 ",
        "ALIAS1@D1.TEST, 250 ",
        "bob+ext@d1.test, 250 ",
        "alice@d1.test., 250 ",
    })
    void recipientShouldBeKnownByTheMaps(String recipient, String answer) {
        assertThat(probe("", OUTSIDE_SENDER, recipient).text()).startsWith(answer);
    }
}
