package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private String check(String text) throws IOException {
        Files.writeString(ctl.defaultConfig(), text);
        Ctl.Outcome outcome = ctl.runBare("config", "check", ctl.defaultConfig().toString());
        return outcome.exitCode() + "\n"
                + outcome.out().replace(ctl.defaultConfig().toString(), "FILE")
                + outcome.err().replace(ctl.defaultConfig().toString(), "FILE");
    }

    @Test
    void checkShouldSayOkWhenThereIsNoProblem() throws IOException {
        assertThat(check(Configurations.local(ctl.database())))
                .isEqualTo("0\nOK: provider local, database " + ctl.database() + "\n");
    }

    @Test
    void checkShouldListEveryProblemWithItsPlace() throws IOException {
        assertThat(check(Configurations.local(ctl.database()) + "foo: 1\nlog:\n  level: loud\n"))
                .startsWith("1\n")
                .contains("FILE:10:1: foo: unknown key")
                .contains("FILE:12:10: log.level: ")
                .endsWith("mailcloakctl: FILE has 2 problems\n");
    }

    @Test
    void checkShouldNameTheProvidersFoundWhenTheChosenOneIsNot() throws IOException {
        assertThat(check(Configurations.local(ctl.database()).replace("local", "kyecloak")))
                .containsPattern("FILE:2:13: idp.provider: no provider `kyecloak`; found: .*local \\(");
    }

    @Test
    void checkShouldReportTheProvidersOwnSettings() throws IOException {
        assertThat(check(Configurations.local(ctl.database()).replace("local\n", "local\n  local:\n    colour: red\n")))
                .contains("FILE:4:5: idp.local.colour: unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: localhost | FILE:4:10: idp.ldap.url: expected ldaps://host",
                "url: ldaps://a.test, group_posting: members | FILE:4:41: idp.ldap: group_posting is of no use",
                "url: ldaps://a.test, status_disabled: [x] | FILE:3:3: idp.ldap: status_send_blocked and status_disabled are values"
            })
    void checkShouldSayWhereAProviderRefusesItsSettings(String settings, String problem) throws IOException {
        String ldap = "ldap\n  ldap: {bind_dn: cn=a, bind_password: x, base_dn: dc=b,\n    " + settings + "}\n";

        assertThat(check(Configurations.local(ctl.database()).replace("local\n", ldap)))
                .startsWith("1\n" + problem)
                .endsWith("mailcloakctl: FILE has 1 problem\n");
    }

    @Test
    void checkShouldPrintWarningsAndStillBeOk() throws IOException {
        assertThat(check(Configurations.local(ctl.database()) + "  keycloak_failure_mode: dunno\n"))
                .startsWith("0\nFILE:10:3: warning: ")
                .endsWith("OK: provider local, database " + ctl.database() + "\n");
    }

    @Test
    void checkShouldFailWhenTheFileIsMissing() {
        assertThat(ctl.runBare("config", "check", ctl.defaultConfig().toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void checkShouldTakeTheDefaultFileWhenNoneIsNamed() throws IOException {
        Files.writeString(ctl.defaultConfig(), Configurations.local(ctl.database()));

        assertThat(ctl.runBare("config", "check").exitCode()).isZero();
    }

    @Test
    void checkShouldBeMisuseWhenThereIsNoFileAtAll() {
        assertThat(ctl.runBare("config", "check").exitCode()).isEqualTo(2);
    }
}
