package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        run("domains add d1.test");
        run("users add alice --address alice@d1.test --no-password");
        run("users add bob --address bob@d1.test --no-password");
        run("groups add staff --address Staff@d1.test --posting members --sender press --sender Boss@d1.test"
                + " --send-as members");
        run("groups add interns");
        run("groups member add staff alice --group interns");
        run("groups member add interns bob");
    }

    private Ctl.Outcome run(String line) {
        return ctl.run(line.split(" "));
    }

    @Test
    void listShouldShowEachGroupInALine() {
        assertThat(run("groups list"))
                .isEqualTo(new Ctl.Outcome(
                        0, "interns\t-\tdomain\tnone\t1\nstaff\tstaff@d1.test\tmembers\tmembers\t2\n", ""));
    }

    @Test
    void showShouldTellEachFact() {
        assertThat(run("groups show STAFF").out().replaceFirst("id\t[0-9a-f-]{36}", "id\tID"))
                .isEqualTo("""
                        name\tstaff
                        id\tID
                        address\tstaff@d1.test
                        posting\tmembers
                        sender\tboss@d1.test
                        sender\tpress
                        send-as\tmembers
                        member\talice
                        group\tinterns
                        """);
    }

    @Test
    void listShouldBeAnArrayInJson() {
        assertThat(run("groups list --output json").out().replaceAll("\\s", ""))
                .startsWith("[{\"name\":\"interns\",\"id\":\"")
                .contains("\"address\":null,\"posting\":\"domain\",\"senders\":[],\"send_as\":\"none\","
                        + "\"members\":[\"bob\"],\"groups\":[],\"contacts\":[]}");
    }

    @Test
    void setShouldChangeOnlyWhatIsNamed() {
        run("groups set staff --posting anyone");
        assertThat(run("groups show staff").out())
                .contains("posting\tanyone\nsender\tboss@d1.test\n", "send-as\tmembers");

        ctl.run("groups", "set", "staff", "--sender", "", "--address", "", "--send-as", "none");
        assertThat(run("groups show staff").out()).contains("address\t-\nposting\tanyone\nsend-as\tnone\n");
    }

    @Test
    void memberDelShouldTakeOutUsersAndGroups() {
        assertThat(run("groups member del staff alice --group interns").exitCode())
                .isZero();

        assertThat(run("groups list").out()).endsWith("members\tmembers\t0\n");
    }

    @ParameterizedTest
    @CsvSource({
        "groups show none, Group none does not exist",
        "groups set none --posting anyone, Group none does not exist",
        "groups del none, Group none does not exist",
        "groups add STAFF, Group staff exists already",
        "groups set interns --address staff@d1.test, Address staff@d1.test is that of the group staff already",
        "groups member add staff carol, User carol does not exist",
        "groups member add staff --group none, Group none does not exist",
        "groups member add none alice, Group none does not exist",
        "groups member del staff bob, User bob in group staff does not exist",
        "groups set staff --sender x@, 'x@' is not a mail address: it has nothing after its @; expected one such as alice@d1.test"
    })
    void refusalShouldSayWhy(String line, String message) {
        assertThat(run(line)).isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: " + message + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups",
                "groups member",
                "groups member add staff",
                "groups add",
                "groups set staff --posting x"
            })
    void misuseShouldEndWithTwo(String line) {
        assertThat(run(line).exitCode()).isEqualTo(2);
    }

    @Test
    void failedAddShouldLeaveNothing() {
        run("groups add other --address staff@d1.test");

        assertThat(run("groups list").out()).doesNotContain("other");
    }

    @Test
    void mapQueryShouldExpandTheGroup() {
        assertThat(run("map query alias staff@d1.test").out()).isEqualTo("alice@d1.test, bob@d1.test\n");
        assertThat(run("map query sender staff@d1.test").out()).isEqualTo("alice,bob\n");
    }

    @Test
    void explainShouldShowTheRulesOfTheGroup() {
        String out =
                run("explain --sender x@far.example --recipient staff@d1.test").out();

        assertThat(out)
                .contains("asked\tprovider local\twhich group has the address staff@d1.test?\t"
                        + "staff, 2 members with 2 addresses; posting: members, and boss@d1.test, press;"
                        + " sending as it: members\t")
                .contains("rule\tgroup_members_only\t")
                .endsWith("action\t550 5.7.1 Only members may post to this list\n");
    }

    @Test
    void explainShouldNotAskForTheGroupWhereAUserHasTheAddress() {
        run("groups set interns --address alice@d1.test");

        assertThat(run("explain --sender x@far.example --recipient alice@d1.test")
                        .out())
                .doesNotContain("which group")
                .endsWith("action\tDUNNO\n");
    }

    @Test
    void backupShouldHoldTheGroups(@TempDir Path other) {
        Ctl copy = Ctl.withDatabase(other);
        String export = run("export").out();

        assertThat(copy.input(export).run("import").out()).contains("2 users, 2 groups");
        assertThat(copy.run("export").out()).isEqualTo(export);
    }

    @Test
    void importShouldTellEverythingThatIsWrongWithAGroup() {
        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1, "domains": [], "aliases": [], "apps": [], "users": [], "groups": [
                          {"name": "a", "address": "x", "posting": "all", "senders": [], "send_as": "none",
                           "members": [], "groups": [], "more": 1}]}
                        """).run("import");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("groups[0].address: 'x' is not a mail address")
                .contains("groups[0].posting: expected anyone or domain or members or senders, found 'all'")
                .contains("groups[0].more: unknown key");
    }
}
