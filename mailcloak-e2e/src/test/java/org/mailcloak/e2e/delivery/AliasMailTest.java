package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.SmtpReply;
import org.mailcloak.e2e.mail.Tables;
import org.mailcloak.e2e.mail.TestMessage;

/** Aliases of every kind with a Postfix that has no tables but Mailcloak's maps. Each test has aliases of its own. */
@RealMail(Tables.MAPS)
class AliasMailTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private final MailSystem system;

    AliasMailTest(MailSystem system) {
        this.system = system;
    }

    private void alias(String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = "aliases";
        line[1] = "add";
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        system.ctl().run(line);
        system.awaitChange();
    }

    private TestMessage send(String recipient) {
        TestMessage message = TestMessage.unique();
        try (SmtpClient client = system.connect()) {
            assertThat(client.send(OUTSIDE_SENDER, recipient, message).text()).startsWith("250 2.0.0 ");
        }
        system.awaitEmptyQueue();
        return message;
    }

    private List<String> readers(TestMessage message) {
        return system.mailboxes().find(message).stream()
                .map(MaildirMailboxes.Delivered::user)
                .sorted()
                .toList();
    }

    private SmtpReply probe(String recipient) {
        try (SmtpClient client = system.connect()) {
            return client.probe(OUTSIDE_SENDER, recipient);
        }
    }

    @Test
    void everyTargetShouldGetOneCopyHereAndElsewhere() {
        alias("team@d1.test", "alice", "--also", "bob", "dave@d2.test", "partner@far.example", "alice@d1.test");
        int mark = system.postfix().log().mark();

        TestMessage message = send("team@d1.test");

        assertThat(readers(message)).containsExactly("alice", "bob", "dave");
        assertThat(system.postfix().log().since(mark))
                .filteredOn(line -> line.contains("to=<partner@far.example>") && line.contains("status=sent"))
                .hasSize(1);
    }

    @Test
    void memberOfTwoAliasesShouldGetOneCopy() {
        alias("left@d1.test", "alice", "--also", "bob");
        alias("right@d1.test", "bob", "--also", "dave@d2.test");
        alias("both@d1.test", "left@d1.test", "--also", "right@d1.test");

        assertThat(readers(send("both@d1.test"))).containsExactly("alice", "bob", "dave");
    }

    @Test
    void fullAliasShouldDeliverToEveryTarget() {
        String[] users = IntStream.range(1, 499)
                .mapToObj(i -> "reader" + i + "@far.example")
                .toArray(String[]::new);
        String[] line = new String[users.length + 4];
        System.arraycopy(new String[] {"all@d1.test", "alice", "--also", "bob"}, 0, line, 0, 4);
        System.arraycopy(users, 0, line, 4, users.length);
        alias(line);
        int mark = system.postfix().log().mark();

        assertThat(readers(send("all@d1.test"))).containsExactly("alice", "bob");

        assertThat(system.postfix().log().since(mark))
                .filteredOn(text -> text.contains("to=<reader") && text.contains("status=sent"))
                .hasSize(498);
    }

    @Test
    void userShouldKeepACopyWhenTheAliasIsTheOwnAddress() {
        alias("dave@d2.test", "dave", "--also", "alice@d1.test");
        try {
            assertThat(readers(send("dave@d2.test"))).containsExactly("alice", "dave");
        } finally {
            system.ctl().run("aliases", "del", "dave@d2.test");
            system.awaitChange();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alias1+ext@d1.test, alice+ext@d1.test",
        "ALIAS1+Ext@D1.TEST, alice+ext@d1.test",
        "alice+ext@d1.test, alice+ext@d1.test"
    })
    void extensionShouldBePassedOn(String recipient, String delivered) {
        int mark = system.postfix().log().mark();

        assertThat(readers(send(recipient))).containsExactly("alice");

        assertThat(system.postfix().log().since(mark))
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("to=<" + delivered + ">")
                        && line.contains("status=sent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"front desk\"@d1.test", "\"Front Desk\"@D1.TEST", "\"front\\ desk\"@d1.test"})
    void quotedAliasShouldBeFoundBySmtpdAndByCleanup(String recipient) {
        system.sql("INSERT OR IGNORE INTO aliases(alias_email, target_user, alias_domain_name) VALUES"
                + " ('front desk@d1.test', 'alice', 'd1.test')");
        system.awaitChange();

        assertThat(readers(send(recipient))).containsExactly("alice");
    }

    /** This Dovecot delivers to the user whose login is the local part, and none is named so: SMTP tells enough. */
    @Test
    void quotedMailboxShouldBeFound() {
        system.addUser("blank", "ab@d1.test");
        system.sql("UPDATE users SET primary_address = 'a b@d1.test' WHERE login = 'blank'");
        system.awaitChange();

        assertThat(probe("\"a b\"@d1.test").code()).isEqualTo(250);
        assertThat(probe("\"a c\"@d1.test").text()).startsWith("550 5.1.1 ");
    }

    @Test
    void catchAllShouldTakeWhatNobodyElseInItsDomainHas() {
        system.ctl().run("domains", "add", "all.test");
        system.addUser("ann", "ann@all.test");
        system.addUser("off", "off@all.test");
        system.ctl().run("users", "disable", "off");
        alias("@all.test", "bob");
        alias("info@all.test", "alice");
        alias("spam@all.test", "alice");
        system.ctl().run("aliases", "disable", "spam@all.test");
        system.awaitChange();

        assertThat(readers(send("anything@all.test"))).containsExactly("bob");
        assertThat(readers(send("any+ext@ALL.test"))).containsExactly("bob");
        assertThat(readers(send("ann@all.test"))).containsExactly("ann");
        assertThat(readers(send("ann+ext@all.test"))).containsExactly("ann");
        // alice's address is in another domain; the catch-all must not take what the alias leads to.
        assertThat(readers(send("info@all.test"))).containsExactly("alice");
        assertThat(probe("off@all.test").text()).startsWith("550 5.1.1 ");
        assertThat(probe("spam@all.test").text()).startsWith("550 5.1.1 ");
        assertThat(probe("anything@d1.test").text()).startsWith("550 5.1.1 ");
        assertThat(probe("someone%elsewhere.example@all.test").code()).isIn(550, 554);
    }

    @Test
    void onlyUsersOfACatchAllShouldSendAsWhatItTakes() {
        system.ctl().run("domains", "add", "own.test");
        alias("@own.test", "alice", "--also", "partner@far.example");
        alias("held@own.test", "dave");

        try (SmtpClient client = system.connectAs("alice")) {
            assertThat(client.probe("anything@own.test", "dave@d2.test").code()).isEqualTo(250);
            assertThat(client.probe("held@own.test", "dave@d2.test").code()).isEqualTo(553);
        }
        try (SmtpClient client = system.connectAs("dave")) {
            assertThat(client.probe("anything@own.test", "alice@d1.test").code())
                    .isEqualTo(553);
            assertThat(client.probe("held@own.test", "alice@d1.test").code()).isEqualTo(250);
        }
    }

    @Test
    void loopShouldBeDeferredAtRcptAndLoggedOnceWhileOthersGetTheirMail() {
        system.sql("INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES"
                + " ('one@d1.test', 'two', 'd1.test'), ('two@d1.test', 'one', 'd1.test')");
        system.awaitChange();
        TestMessage message = TestMessage.unique();

        try (SmtpClient client = system.connect()) {
            client.mail(OUTSIDE_SENDER);
            assertThat(client.rcpt("one@d1.test").text()).startsWith("451 4.3.0 ");
            assertThat(client.rcpt("alice@d1.test").code()).isEqualTo(250);
            assertThat(client.data(message).code()).isEqualTo(250);
        }
        try (SmtpClient client = SmtpClient.connect(system.mapsOnlyPort())) {
            assertThat(client.probe(OUTSIDE_SENDER, "one@d1.test").text()).startsWith("451 4.3.0 ");
            assertThat(client.probe(OUTSIDE_SENDER, "one@d1.test").text()).startsWith("451 4.3.0 ");
        }

        assertThat(system.mailboxes().await(message).user()).isEqualTo("alice");
        assertThat(system.server().output().lines())
                .filteredOn(line -> line.contains("Map alias: one@d1.test: it leads back to itself: "
                        + "one@d1.test -> two@d1.test -> one@d1.test"))
                .hasSize(1);
    }
}
