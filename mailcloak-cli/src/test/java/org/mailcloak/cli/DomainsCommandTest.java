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
    void addShouldSayNothing() {
        assertThat(ctl.run("domains", "add", "d1.test")).isEqualTo(new Ctl.Outcome(0, "", ""));
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
                        1, "", "mailcloakctl: 'd1 test' is not a mail domain; expected one such as d1.test\n"));
    }

    @Test
    void delShouldDeleteTheAliasesToo() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "a@d1.test", "alice");

        ctl.run("domains", "del", "d1.test");

        assertThat(ctl.run("aliases", "list").out()).isEmpty();
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
                .isEqualToIgnoringWhitespace("[{\"domain\": \"d1.test\", \"enabled\": true}]")
                .endsWith("]\n");
    }

    @Test
    void listShouldWriteAnEmptyArrayWhenThereIsNoRow() {
        assertThat(ctl.run("domains", "list", "--output", "json").out()).isEqualToIgnoringWhitespace("[]");
    }
}
