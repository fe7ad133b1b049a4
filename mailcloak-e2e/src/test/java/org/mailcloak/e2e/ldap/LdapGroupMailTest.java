package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SampleMailSystem;
import org.mailcloak.e2e.mail.ServerLogLines;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.e2e.slapd.Toggle;

/**
 * Distribution lists of a real OpenLDAP with a Postfix as the samples set it up: states of accounts decide at the addresses
 * of groups too, and so does who is a member. Each test has a list of its own.
 */
@RealMail
@RealLdap
@Timeout(300)
class LdapGroupMailTest {

    private static final String OUTSIDE = "someone@outside.example";
    private static final String ELSEWHERE = "someone@elsewhere.example";
    private static final String ACCEPTED = "250";
    private static final String BLOCKED = "554 5.7.1";
    private static final String NOT_OWNED = "553 5.7.1";
    private static final String MEMBERS_ONLY = "550 5.7.1";

    private static Slapd slapd;
    private static SampleMailSystem system;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        system = SampleMailSystem.start(new LdapPeople(slapd, """
                group_base_dn: "%s"
                group_address_attribute: mail
                group_posting_attribute: description
                group_send_as_attribute: employeeType
                """.formatted(Slapd.GROUPS)));
        ServerLogLines.await(system, "reports every change now", 1);
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

    /** Members may post to it and send as it. */
    private static void list(String name, String... members) {
        slapd.edit()
                .add(Stream.concat(
                                Stream.of(
                                        "dn: " + dn(name),
                                        "objectClass: groupOfNames",
                                        "objectClass: extensibleObject",
                                        "cn: " + name,
                                        "mail: " + name + "@d1.test",
                                        "description: members",
                                        "employeeType: members"),
                                Stream.of(members).map(member -> "member: " + LdapAdmin.dn(member)))
                        .toArray(String[]::new));
    }

    private static String dn(String name) {
        return "cn=" + name + "," + Slapd.GROUPS;
    }

    private static SmtpClient loggedIn(String user) {
        return LdapPeople.loggedIn(system.connectForSubmission(), user);
    }

    @Test
    void blockedMemberShouldNeitherPostNorSendAsTheListUntilTheStateIsLifted() {
        slapd.edit().addPerson("paula");
        list("crew", "paula", "alice");
        try (SmtpClient session = loggedIn("paula");
                Toggle toggle = new Toggle(slapd, "paula", "tnMailSendAllowed")) {
            Supplier<String> posting =
                    () -> session.probe("paula@d1.test", "crew@d1.test").text();
            Supplier<String> sendingAsTheList =
                    () -> session.probe("crew@d1.test", ELSEWHERE).text();

            assertThat(toggle.set("FALSE", posting, BLOCKED)).startsWith(BLOCKED);
            assertThat(sendingAsTheList.get()).startsWith(BLOCKED).contains("Sending is disabled for this account");
            assertThat(toggle.set("TRUE", posting, ACCEPTED)).startsWith(ACCEPTED);
            assertThat(sendingAsTheList.get()).startsWith(ACCEPTED);
            assertThat(toggle.late()).isZero();
        }
    }

    @Test
    void blockedMemberShouldReceiveFromTheList() {
        slapd.edit().addPerson("quinn");
        list("readers", "quinn", "alice");
        slapd.edit().replace(LdapAdmin.dn("quinn"), "tnMailSendAllowed", "FALSE");

        TestMessage message = TestMessage.unique();
        try (SmtpClient session = loggedIn("alice")) {
            assertThat(session.send("alice@d1.test", "readers@d1.test", message).text())
                    .startsWith(ACCEPTED);
        }

        assertThat(readers(message)).containsExactly("alice", "quinn");
    }

    private static List<String> readers(TestMessage message) {
        Awaitility.await("an empty queue").until(system.postfix()::queueIsEmpty);
        return system.mailboxes().find(message).stream()
                .map(MaildirMailboxes.Delivered::user)
                .sorted()
                .toList();
    }

    @Test
    void whoIsNoMemberShouldBeRefusedAndLetInOnceTheDirectorySaysSo() {
        slapd.edit().addPerson("rita");
        list("board", "alice");
        try (SmtpClient stranger = system.connect();
                SmtpClient session = loggedIn("rita")) {
            assertThat(stranger.probe(OUTSIDE, "board@d1.test").text())
                    .startsWith(MEMBERS_ONLY)
                    .contains("Only members may post to this list");
            assertThat(session.probe("rita@d1.test", "board@d1.test").text()).startsWith(MEMBERS_ONLY);
            assertThat(session.probe("board@d1.test", ELSEWHERE).text()).startsWith(NOT_OWNED);

            slapd.edit().addValue(dn("board"), "member", LdapAdmin.dn("rita"));

            Awaitility.await()
                    .until(() -> session.probe("rita@d1.test", "board@d1.test")
                            .text()
                            .startsWith(ACCEPTED));
            assertThat(session.probe("board@d1.test", ELSEWHERE).text()).startsWith(ACCEPTED);
        }
    }
}
