package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output for a database of the older tool, byte for byte as that tool prints it. */
class LegacyDatabaseTest {

    private Ctl ctl;

    @BeforeEach
    void copyDatabase(@TempDir Path folder) throws IOException {
        ctl = new Ctl(folder);
        try (InputStream legacy = LegacyDatabaseTest.class.getResourceAsStream("/legacy-state.db")) {
            Files.copy(legacy, ctl.database());
        }
    }

    @Test
    void domainsListShouldPrintNameAndState() {
        assertThat(ctl.run("domains", "list").out())
                .isEqualTo("d1.test\tenabled\nd2.test\tenabled\nold.test\tdisabled\n");
    }

    @Test
    void aliasesListShouldPrintAliasUserAndState() {
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("""
                        alias1@d1.test\talice\tenabled
                        sales@d1.test\talice\tenabled
                        alias2@d2.test\tbob\tenabled
                        off@d1.test\tbob\tdisabled
                        """);
    }

    @Test
    void aliasesListShouldPrintOneUsersAliasesWhenAskedFor() {
        assertThat(ctl.run("aliases", "list", "--user", "bob").out())
                .isEqualTo("alias2@d2.test\tbob\tenabled\noff@d1.test\tbob\tdisabled\n");
    }

    @Test
    void appsListShouldPrintTheSendersBelowEachApp() {
        assertThat(ctl.run("apps", "list").out())
                .isEqualTo("app1\tenabled\t1795226367\n\t\tapp1@d1.test, noreply@d1.test\n"
                        + "printer\tenabled\t1795226368\n\t\t-\n");
    }

    @Test
    void initShouldMigrateAndKeepEveryRow() {
        Ctl.Outcome init = ctl.run("init");

        assertThat(init.out()).isEqualTo(ctl.database() + ": migrated\n");
        assertThat(ctl.run("domains", "list").out()).hasLineCount(3);
        assertThat(ctl.run("aliases", "list").out()).hasLineCount(4);
        assertThat(ctl.run("apps", "list").out()).hasLineCount(4);
    }
}
