package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.mail.MailSystem;
import org.mailcloak.e2e.mail.MaildirMailboxes;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.Tables;
import org.mailcloak.e2e.mail.TestMessage;

/** Groups as distribution lists with a Postfix that has no tables but Mailcloak's maps. Each test has groups of its own. */
@RealMail(Tables.MAPS)
class GroupMailTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";
    private static final int MEMBERS = 500;

    private final MailSystem system;

    GroupMailTest(MailSystem system) {
        this.system = system;
    }

    private void run(String line) {
        system.ctl().run(line.split(" "));
    }

    private TestMessage send(String sender, String recipient) {
        TestMessage message = TestMessage.unique();
        try (SmtpClient client = sender.equals(OUTSIDE_SENDER) ? system.connect() : system.connectAs(sender)) {
            String address = sender.equals(OUTSIDE_SENDER) ? sender : sender + "@d1.test";
            assertThat(client.send(address, recipient, message).text()).startsWith("250 2.0.0 ");
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

    /** 500 users in lists of lists of lists: 300 in the first of two middle groups, 250 in the second, 50 of them in both. */
    private String manyMembers() {
        String users = IntStream.range(0, MEMBERS)
                .mapToObj(i ->
                        "{\"login\": \"m%1$d\", \"primary_address\": \"m%1$d@d1.test\", \"also\": [], \"state\": \"active\"}"
                                .formatted(i))
                .collect(Collectors.joining(", "));
        return "{\"mailcloak_export\": 1, \"domains\": [], \"aliases\": [], \"apps\": [], \"users\": [" + users
                + "], \"groups\": ["
                + group("all", "\"address\": \"all500@d1.test\", ", 0, 0, "\"north\", \"south\"") + ", "
                + group("north", "", 0, 300, "") + ", "
                + group("south", "", 250, 400, "\"coast\"") + ", "
                + group("coast", "", 400, MEMBERS, "\"all\"") + "]}";
    }

    private static String group(String name, String address, int from, int to, String groups) {
        String members =
                IntStream.range(from, to).mapToObj(i -> "\"m" + i + "\"").collect(Collectors.joining(", "));
        return "{\"name\": \"" + name + "\", " + address
                + "\"posting\": \"anyone\", \"senders\": [], \"send_as\": \"none\", \"members\": [" + members
                + "], \"groups\": [" + groups + "]}";
    }

    @Test
    void fiveHundredMembersNestedThreeDeepShouldGetOneCopyEach() {
        system.ctl().runWithInput(manyMembers(), "import");
        system.awaitChange();

        assertThat(readers(send(OUTSIDE_SENDER, "all500@d1.test")))
                .containsExactlyElementsOf(IntStream.range(0, MEMBERS)
                        .mapToObj(i -> "m" + i)
                        .sorted()
                        .toList());
    }

    @Test
    void memberOfTwoListsShouldGetOneCopyAndDisabledMembersNone() {
        run("groups add left --address left-list@d1.test --posting anyone");
        run("groups add right");
        run("groups member add right bob alice carol");
        run("groups member add left alice --group right");
        system.awaitChange();

        assertThat(readers(send(OUTSIDE_SENDER, "left-list@d1.test"))).containsExactly("alice", "bob");
        assertThat(readers(send(OUTSIDE_SENDER, "Left-List+ext@D1.TEST"))).containsExactly("alice", "bob");
    }

    @ParameterizedTest
    @CsvSource({
        "'', someone@outside.example, 550 5.7.1 , Only members may post to this list",
        "'', '', 550 5.7.1 , Only members may post to this list",
        "'', alice@d1.test, 553 5.7.1 , Sending from local domains requires authentication",
        "dave, dave@d2.test, 550 5.7.1 , Only members may post to this list",
        "app1, app1@d1.test, 550 5.7.1 , Only members may post to this list",
        "bob, bob@d1.test, 554 5.7.1 , Sending is disabled for this account",
        "bob, '', 554 5.7.1 , Sending is disabled for this account",
        "alice, alice@d1.test, 250 2.1.5 , Ok"
    })
    void membersOnlyListShouldRefuseAllOthersAtRcpt(String login, String sender, String code, String text) {
        run("groups add closed" + Math.abs((login + sender).hashCode()) + " --posting members --address "
                + address(login, sender));
        run("groups member add closed" + Math.abs((login + sender).hashCode()) + " alice bob");
        system.awaitChange();

        try (SmtpClient client = login.isEmpty() ? system.connect() : system.connectAs(login)) {
            assertThat(client.probe(sender, address(login, sender)).text())
                    .startsWith(code)
                    .contains(text);
        }
    }

    private static String address(String login, String sender) {
        return "closed" + Math.abs((login + sender).hashCode()) + "@d1.test";
    }

    @Test
    void memberShouldReachAMembersOnlyList() {
        run("groups add inner --address inner@d1.test --posting members");
        run("groups member add inner alice bob");
        system.awaitChange();

        assertThat(readers(send("alice", "inner@d1.test"))).containsExactly("alice", "bob");
    }

    @Test
    void membersOnlyListShouldBeClosedByWayOfAnAliasToo() {
        run("groups add private --address private@d1.test --posting members");
        run("groups member add private alice bob");
        run("aliases add open-door@d1.test private@d1.test --also dave@d2.test");
        system.awaitChange();

        try (SmtpClient stranger = system.connect()) {
            assertThat(stranger.probe(OUTSIDE_SENDER, "open-door@d1.test").text())
                    .startsWith("550 5.7.1 ")
                    .contains("Only members may post to this list");
        }
        assertThat(readers(send("alice", "open-door@d1.test"))).containsExactly("alice", "bob", "dave");
    }

    @Test
    void onlyMembersShouldSendAsTheListAndBlockedOnesShouldNot() {
        run("groups add voice --address voice@d1.test --send-as members");
        run("groups add mute --address mute@d1.test");
        run("groups member add voice alice bob");
        run("groups member add mute alice");
        system.awaitChange();

        try (SmtpClient alice = system.connectAs("alice")) {
            assertThat(alice.probe("voice@d1.test", "dave@d2.test").code()).isEqualTo(250);
            assertThat(alice.probe("mute@d1.test", "dave@d2.test").code()).isEqualTo(553);
        }
        try (SmtpClient dave = system.connectAs("dave")) {
            assertThat(dave.probe("voice@d1.test", "alice@d1.test").code()).isEqualTo(553);
        }
        try (SmtpClient bob = system.connectAs("bob")) {
            assertThat(bob.probe("voice@d1.test", "alice@d1.test").text())
                    .startsWith("554 5.7.1 ")
                    .contains("Sending is disabled for this account");
        }
        try (SmtpClient stranger = system.connect()) {
            assertThat(stranger.probe("voice@d1.test", "alice@d1.test").code()).isEqualTo(553);
        }
    }

    @Test
    void aliasAndUserShouldComeBeforeTheGroupOfTheirAddress() {
        run("groups add over-alias --address over-alias@d1.test --posting members");
        run("groups add over-user --address dave@d2.test --posting members --force");
        run("groups member add over-alias bob");
        run("groups member add over-user bob");
        run("aliases add over-alias@d1.test alice --force");
        system.awaitChange();

        assertThat(readers(send(OUTSIDE_SENDER, "over-alias@d1.test"))).containsExactly("alice");
        assertThat(readers(send(OUTSIDE_SENDER, "dave@d2.test"))).containsExactly("dave");
    }

    @Test
    void explainShouldShowTheRules() {
        run("groups add shown --address shown@d1.test --posting senders --sender boss@d1.test");
        run("groups member add shown alice");

        assertThat(system.ctl()
                        .outcome("", "explain", "--sender", OUTSIDE_SENDER, "--recipient", "shown@d1.test")
                        .stdout())
                .contains("shown, 1 member with 1 address; posting: senders, and boss@d1.test; sending as it: none")
                .contains("550 5.7.1 Only certain senders may post to this list");
    }
}
