package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {

    private Ctl ctl;

    @BeforeEach
    void fill(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
        ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
        ctl.run("users", "block-sending", "bob");
        ctl.run("aliases", "add", "sales@d1.test", "alice", "--also", "x@far.example");
        ctl.run("aliases", "add", "@d1.test", "bob");
        ctl.input("pw\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "alice@d1.test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            domain    | D1.test         | OK
            mailbox   | alice@d1.test   | OK
            recipient | any@d1.test     | OK
            alias     | sales@d1.test   | alice@d1.test, x@far.example
            alias     | any@d1.test     | bob@d1.test
            sender    | alice@d1.test   | printer,alice
            access    | bob@d1.test     | 554 5.7.1 Sending is disabled for this account
            """)
    void queryShouldPrintTheValue(String map, String key, String value) {
        assertThat(ctl.run("map", "query", map, key)).isEqualTo(new Ctl.Outcome(0, value + "\n", ""));
    }

    @Test
    void queryShouldPrintNothingAndFailWhenThereIsNoEntry() {
        assertThat(ctl.run("map", "query", "mailbox", "nobody@d1.test")).isEqualTo(new Ctl.Outcome(1, "", ""));
    }

    @Test
    void queryShouldSayWhyWhenItCannotBeKnown() throws SQLException {
        ctl.sql("UPDATE aliases SET target_user = 'sales' WHERE alias_email = '@d1.test'");
        ctl.sql("UPDATE aliases SET target_user = 'any' WHERE alias_email = 'sales@d1.test'");

        Ctl.Outcome outcome = ctl.run("map", "query", "alias", "any@d1.test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("mailcloakctl: temporary failure: any@d1.test: it leads back to itself: ");
        assertThat(ctl.run("map", "query", "alias", "any@d1.test", "--output", "json")
                        .out())
                .contains("\"reply\": \"temp\"", "leads back to itself");
    }

    @ParameterizedTest
    @CsvSource({"alice@d1.test, 0, ok", "nobody@far.example, 1, notfound"})
    void queryShouldWriteJsonWhenAskedFor(String key, int exitCode, String reply) {
        Ctl.Outcome outcome = ctl.run("map", "query", "mailbox", key, "--output", "json");

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).contains("\"reply\": \"" + reply + "\"", "\"key\": \"" + key + "\"");
    }

    @Test
    void queryShouldNameTheMapsWhenThereIsNoSuchMap() {
        Ctl.Outcome outcome = ctl.run("map", "query", "nosuch", "d1.test");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("'nosuch'", "alias, domain, mailbox, recipient, sender, access, transport, certificate");
    }
}
