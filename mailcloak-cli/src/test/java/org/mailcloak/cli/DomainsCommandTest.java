package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    @Test
    void addShouldStoreTheNormalForm() {
        ctl.run("domains", "add", "D1.TEST.");

        assertThat(ctl.run("domains", "list").out()).isEqualTo("d1.test\tenabled\n");
    }

    @Test
    void addShouldNameTheDatabaseThatItChanged() {
        Ctl.Outcome outcome = ctl.run("domains", "add", "d1.test");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("mailcloakctl: " + ctl.database()
                        + ": domain d1.test added; if Postfix has refused mail for it before: postfix reload\n");
    }

    @Test
    void addShouldSayWhichAddressesAreMissing() {
        assertThat(ctl.run("domains", "add", "d1.test").complaints())
                .isEqualTo(
                        "mailcloakctl: warning: postmaster@d1.test and abuse@d1.test reach no account, but every domain"
                                + " has to take mail for postmaster (RFC 5321 section 4.5.1) and abuse; name an account:"
                                + " mailcloakctl aliases add postmaster@d1.test LOGIN; mailcloakctl aliases add abuse@d1.test"
                                + " LOGIN\n");
    }

    @Test
    void addShouldSayNoMoreWhenACatchAllTakesThem() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
        ctl.run("aliases", "add", "@d1.test", "alice");

        assertThat(ctl.run("domains", "add", "d1.test").complaints()).isEmpty();
    }

    @Test
    void addShouldMakeThemWhenToldWhoGetsThem() {
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");

        Ctl.Outcome outcome = ctl.run("domains", "add", "d1.test", "--postmaster", "alice");

        assertThat(outcome.complaints()).isEmpty();
        assertThat(ctl.run("aliases", "list").out())
                .isEqualTo("abuse@d1.test\talice\tenabled\npostmaster@d1.test\talice\tenabled\n");
    }

    @Test
    void addShouldKeepAPostmasterWhoIsThere() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--also", "postmaster@d1.test", "--no-password");

        ctl.run("domains", "add", "d1.test", "--postmaster", "alice");

        assertThat(ctl.run("aliases", "list").out()).isEqualTo("abuse@d1.test\talice\tenabled\n");
    }

    @Test
    void addShouldEnableWhenTheDomainIsThere() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("domains", "disable", "d1.test");

        ctl.run("domains", "add", "d1.test");

        assertThat(ctl.run("domains", "list").out()).isEqualTo("d1.test\tenabled\n");
    }

    @Test
    void addShouldBeRefusedWhenTheNameIsNoDomain() {
        assertThat(ctl.run("domains", "add", "d1 test"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "mailcloakctl: 'd1 test' is not a mail domain: it holds a blank; expected one domain such as"
                                + " d1.test\n"));
    }

    @Test
    void delShouldDeleteTheAliasesToo() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "a@d1.test", "alice");

        Ctl.Outcome outcome = ctl.run("domains", "del", "d1.test");

        assertThat(outcome)
                .isEqualTo(new Ctl.Outcome(
                        0, "", "mailcloakctl: " + ctl.database() + ": domain d1.test with 1 alias deleted\n"));
        assertThat(ctl.run("aliases", "list").out()).isEmpty();
    }

    @Test
    void delShouldWarnOfAddressesThatStay() {
        ctl.fillWithPeople();

        assertThat(ctl.run("domains", "del", "d1.test").complaints())
                .isEqualTo(
                        "mailcloakctl: warning: 3 users and 1 group still have an address in d1.test and get no mail by"
                                + " it\n");
    }

    @Test
    void delShouldAskAtATerminal() {
        ctl.run("domains", "add", "d1.test");

        assertThat(ctl.typing("no").run("domains", "del", "d1.test"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: nothing was deleted\n"));
        assertThat(ctl.typing("yes").run("domains", "del", "d1.test").exitCode())
                .isZero();
    }

    @Test
    void delShouldNotAskWhenToldSo() {
        ctl.run("domains", "add", "d1.test");

        assertThat(ctl.typing().run("domains", "del", "d1.test", "--yes").exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"del", "enable", "disable"})
    void changeShouldNameTheDomainWhenItIsNotThere(String command) {
        assertThat(ctl.run("domains", command, "d9.test"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Domain d9.test does not exist\n"));
    }

    @Test
    void enableShouldUndoDisable() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("domains", "disable", "d1.test");
        assertThat(ctl.run("domains", "list").out()).isEqualTo("d1.test\tdisabled\n");

        ctl.run("domains", "enable", "d1.test");

        assertThat(ctl.run("domains", "list").out()).isEqualTo("d1.test\tenabled\n");
    }

    @Test
    void listShouldWriteJsonWhenAskedFor() {
        ctl.run("domains", "add", "d1.test");

        assertThat(ctl.run("domains", "list", "--output", "json").out())
                .isEqualToIgnoringWhitespace("[{\"domain\": \"d1.test\", \"enabled\": true, \"alias_of\": null,"
                        + " \"unknown_host\": null}]")
                .endsWith("]\n");
    }

    @Test
    void listShouldWriteAnEmptyArrayWhenThereIsNoRow() {
        assertThat(ctl.run("domains", "list", "--output", "json").out()).isEqualToIgnoringWhitespace("[]");
    }
}
