package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What import says of a file that was written by hand, or by another program. */
class ImportProblemsTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private Ctl.Outcome imported(String domains, String users, String more) {
        return ctl.input("{\"mailcloak_export\": 1, \"aliases\": [], \"apps\": [], \"domains\": [" + domains
                        + "], \"users\": [" + users + "]" + more + "}")
                .run("import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "3", "{\"domain\": \"x y\", \"enabled\": true}"})
    void importShouldNameAHundredProblemsWhenThereAreMore(String row) {
        Ctl.Outcome outcome = imported(String.join(",", Collections.nCopies(100_000, row)), "", "");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("mailcloakctl: domains[0]")
                .endsWith("mailcloakctl: and more\nmailcloakctl: nothing was changed\n")
                .hasLineCount(102);
    }

    @Test
    void importShouldNameAHundredProblemsWhenVerbatimRowsHaveMore() {
        String rows = String.join(",", Collections.nCopies(100_000, "[]"));

        assertThat(imported("", "", ", \"verbatim\": [" + rows + "]").err())
                .endsWith("mailcloakctl: and more\nmailcloakctl: nothing was changed\n")
                .hasLineCount(102);
    }

    @Test
    void importShouldNotSayThatThereIsMoreWhenThereIsNot() {
        assertThat(imported(String.join(",", Collections.nCopies(100, "[]")), "", "")
                        .err())
                .doesNotContain("and more")
                .hasLineCount(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\\t`| `\\t`",
                "` `| ` `",
                "``| ``",
                "`a\\u0000b`| `a\\x00b`",
                "`a\\u0085b`| `a\\x85b`",
            })
    void userShouldBeRefusedWhenTheIdIsNone(String json, String shown) {
        Ctl.Outcome outcome = imported(
                "", "{\"login\": \"carl\", \"id\": \"" + json + "\", \"also\": [], \"state\": \"active\"}", "");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("mailcloakctl: users[0].id: expected an id without control characters, such as a UUID,"
                        + " found '" + shown + "'\n");
    }

    @Test
    void userShouldBeRefusedWhenTheIdIsThatOfAnother() {
        String user = "{\"login\": \"%s\", \"id\": \"7\", \"also\": [], \"state\": \"active\"}";

        assertThat(imported("", user.formatted("carl") + "," + user.formatted("dora"), "")
                        .err())
                .startsWith("mailcloakctl: users[1].id: '7' is that of another user in the file\n");
    }

    @Test
    void domainShouldBeRefusedByPlaceWhenItsHostIsNone() {
        assertThat(imported("{\"domain\": \"d1.test\", \"enabled\": true, \"unknown_host\": \"a\\nb\"}", "", "")
                        .err())
                .startsWith(
                        "mailcloakctl: domains[0].unknown_host: 'a\\nb' is no host for the unknown addresses of d1.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"senders", "members", "groups"})
    void groupShouldBeRefusedByPlaceWhenANameInItIsNone(String list) {
        String lists = "\"senders\": [], \"members\": [], \"groups\": []"
                .replace("\"" + list + "\": []", "\"" + list + "\": [\"\\t\"]");

        assertThat(imported(
                                "",
                                "",
                                ", \"groups\": [{\"name\": \"staff\", \"posting\": \"anyone\", \"send_as\": \"none\", "
                                        + lists + "}]")
                        .err())
                .startsWith("mailcloakctl: groups[0]." + list
                        + ": expected names without control characters, found '\\t'\n");
    }

    @Test
    void certificateShouldBeRefusedByPlaceWhenItsLabelHasALineEnd() {
        String fingerprint = String.join(":", Collections.nCopies(32, "AB"));

        assertThat(imported(
                                "",
                                "",
                                ", \"certificates\": [{\"fingerprint\": \"" + fingerprint
                                        + "\", \"login\": \"bob\", \"enabled\": true, \"label\": \"a\\nb\"}]")
                        .err())
                .startsWith("mailcloakctl: certificates[0].label: expected a text without control characters, found"
                        + " 'a\\nb'\n");
    }
}
