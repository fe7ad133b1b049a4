package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.run("domains", "add", "d1.test");
    }

    @Test
    void addShouldStoreTheAlias() {
        ctl.run("aliases", "add", "Sales@D1.test", "alice");

        assertThat(ctl.run("aliases", "list").out()).isEqualTo("sales@d1.test\talice\tenabled\n");
    }

    @Test
    void addShouldEnableAndGiveTheNewUserWhenTheAliasIsThere() {
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        ctl.run("aliases", "disable", "sales@d1.test");

        ctl.run("aliases", "add", "sales@d1.test", "bob");

        assertThat(ctl.run("aliases", "list").out()).isEqualTo("sales@d1.test\tbob\tenabled\n");
    }

    @Test
    void addShouldNameTheDomainWhenItIsUnknown() {
        Ctl.Outcome outcome = ctl.run("aliases", "add", "sales@d9.test", "alice");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("mailcloakctl: Domain d9.test ").hasLineCount(1);
    }

    @Test
    void addShouldBeRefusedWhenTheAliasIsNoAddress() {
        Ctl.Outcome outcome = ctl.run("aliases", "add", "sales", "alice");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("mailcloakctl: 'sales' is not a mail address");
    }

    @Test
    void addShouldNotOpenAFileWhenTheArgumentStartsWithAt() {
        Ctl.Outcome outcome = ctl.run("aliases", "add", "@" + ctl.database(), "alice");

        assertThat(outcome.err()).contains("is not a mail address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"del", "enable", "disable"})
    void changeShouldNameTheAliasWhenItIsNotThere(String command) {
        assertThat(ctl.run("aliases", command, "x@d1.test"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Alias x@d1.test does not exist\n"));
    }

    @Test
    void delShouldDeleteInAnyLetterCase() {
        ctl.run("aliases", "add", "sales@d1.test", "alice");

        ctl.run("aliases", "del", "SALES@d1.TEST");

        assertThat(ctl.run("aliases", "list").out()).isEmpty();
    }

    @Test
    void enableShouldUndoDisable() {
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        ctl.run("aliases", "disable", "sales@d1.test");
        assertThat(ctl.run("aliases", "list").out()).endsWith("\tdisabled\n");

        ctl.run("aliases", "enable", "sales@d1.test");

        assertThat(ctl.run("aliases", "list").out()).endsWith("\tenabled\n");
    }

    @Test
    void listShouldWriteJsonWhenAskedFor() {
        ctl.run("aliases", "add", "sales@d1.test", "alice");

        assertThat(ctl.run("aliases", "list", "--output", "json").out())
                .isEqualToIgnoringWhitespace(
                        "[{\"alias\": \"sales@d1.test\", \"user\": \"alice\", \"enabled\": true}]");
    }
}
