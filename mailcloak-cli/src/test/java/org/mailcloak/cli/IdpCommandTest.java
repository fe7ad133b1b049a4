package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.SqliteMailStore;

class IdpCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) throws IOException {
        ctl = Ctl.withDatabase(folder);
        Files.writeString(ctl.defaultConfig(), Configurations.local(ctl.database()));
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
    }

    private Ctl.Outcome check(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "idp";
        all[1] = "check";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ctl.run(all);
    }

    @Test
    void checkShouldBeGoodWhenTheProviderAnswers() {
        Ctl.Outcome outcome = check();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("ok\tlook-ups\tanswers\t");
    }

    @Test
    void checkShouldShowWhatTheProviderTellsOfAUser() {
        assertThat(check("--user", "alice", "--address", "alice@d1.test").out())
                .contains("ok\tuser alice\tlogin alice, state ACTIVE, address alice@d1.test\t")
                .contains("ok\taddress alice@d1.test\t");
    }

    @Test
    void checkShouldFailWhenTheUserIsNotThere() {
        Ctl.Outcome outcome = check("--user", "nobody");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("failed\tuser nobody\tno such user\t");
    }

    @Test
    void checkShouldTellOfAliasesThatLeadToNothingOrToAnotherAccount() throws IOException {
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "info@d1.test", "alice");
        assertThat(check().out()).contains("ok\taliases\t1 in force: each leads to accounts, groups or elsewhere\t");

        ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
        ctl.run("aliases", "add", "sales@d1.test", "bob");
        ctl.run("users", "del", "bob");
        try (SqliteMailStore store = SqliteMailStore.open(ctl.database())) {
            store.bindings().rebind(AliasAddress.parse("info@d1.test").orElseThrow(), "alice", "local:before");
        }

        assertThat(check().out())
                .contains("warning\taliases\t1 targets lead to nothing: sales@d1.test by bob")
                .contains("warning\taliases\t1 targets lead to other accounts than those that they are bound to")
                .contains("info@d1.test by alice (now local:", "mailcloakctl aliases rebind");
        assertThat(check().exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domains add d1.test | 2 reach no account: postmaster@d1.test, abuse@d1.test",
                "domains add d1.test --postmaster alice | each reaches an account",
                "domains add d1.test; aliases add abuse@d1.test alice | 1 reaches no account: postmaster@d1.test",
                "domains add d1.test; aliases add @d1.test alice | each reaches an account",
                "domains add d1.test; users add pm --address postmaster@d1.test --also abuse@d1.test --no-password | each",
                "domains add d1.test; domains disable d1.test; domains add d2.test --postmaster alice | each reaches",
                "domains add d1.test --postmaster alice; domains alias d2.test d1.test | each reaches an account",
                "domains add d1.test --postmaster alice; aliases disable abuse@d1.test | no account: abuse@d1.test",
                "domains add d1.test --postmaster alice; users disable alice | 2 reach no account: postmaster@d1.test",
                "domains add d1.test --postmaster alice; users del alice | 2 reach no account: postmaster@d1.test",
                "domains add d1.test --postmaster alice; users del alice;"
                        + " users add alice --address alice@d1.test --no-password | 2 wait for an operator to decide"
            })
    void checkShouldNameDomainsWhosePostmasterOrAbuseReachNoAccount(String commands, String finding) {
        for (String command : commands.split("; ")) {
            Ctl.Outcome outcome = ctl.run(command.strip().split(" "));
            assertThat(outcome.exitCode()).as(command + ": " + outcome.err()).isZero();
        }

        Ctl.Outcome outcome = check();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).containsPattern("(?m)^(warning|ok)\\tpostmaster and abuse\\t.*" + finding);
    }

    @Test
    void checkShouldNameAliasesThatLeadBackToThemselves() throws SQLException {
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "a@d1.test", "alice");
        ctl.run("aliases", "add", "b@d1.test", "a@d1.test");
        ctl.sql("UPDATE aliases SET target_user = 'b@d1.test' WHERE alias_email = 'a@d1.test'");

        assertThat(check().out())
                .contains("warning\taliases\t2 lead back to themselves or too far, mail for them waits: a@d1.test: ");
    }

    @Test
    void checkShouldSayNothingOfPostmasterWhenThereIsNoDomain() {
        assertThat(check().out()).doesNotContain("postmaster");
    }

    @Test
    void checkShouldNotMissAPostmasterWhenTheProviderCannotBeAsked() throws IOException {
        ctl.run("domains", "add", "d1.test");
        String away =
                "keycloak\n  keycloak: {base_url: 'http://127.0.0.1:1', realm: r, client_id: c, client_secret: s}\n";
        Files.writeString(
                ctl.defaultConfig(), Configurations.local(ctl.database()).replace("local\n", away));

        Ctl.Outcome outcome = ctl.runBare("idp", "check");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("no connection: Connection refused\t", "-> see that the server runs")
                .contains("skipped\tpostmaster and abuse\tthe provider could not be asked who has postmaster@d1.test");
    }

    @Test
    void checkShouldPrintJsonForPrograms() {
        assertThat(check("--output", "json").out())
                .contains("\"subject\": \"look-ups\"", "\"status\": \"ok\"", "\"remedy\": null", "\"took_ms\": ");
    }

    @Test
    void checkShouldRefuseATextThatIsNoAddress() {
        assertThat(check("--address", "alice").exitCode()).isEqualTo(2);
    }
}
