package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.sqlite.SqliteMailStore;

class AliasesCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
        ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
    }

    private String accountOf(String login) {
        try (SqliteMailStore store = ctl.open()) {
            return "local:" + store.users().find(login).orElseThrow().id();
        }
    }

    @Test
    void addShouldBindTheTargetsToTheirAccounts() {
        ctl.run("aliases", "add", "sales@d1.test", "alice", "--also", "bob@d1.test", "x@far.test");

        try (SqliteMailStore store = ctl.open()) {
            assertThat(store.aliases().list(Optional.empty()).get(0).accounts())
                    .isEqualTo(Map.of("alice", accountOf("alice"), "bob@d1.test", accountOf("bob")));
        }
    }

    @Test
    void addShouldWarnAndLeaveATargetThatBelongsToAnEarlierAccount() {
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        String before = accountOf("alice");
        ctl.run("users", "del", "alice");
        ctl.run("users", "add", "alice", "--address", "alice.second@d1.test", "--no-password");

        Ctl.Outcome outcome = ctl.run("aliases", "add", "sales@d1.test", "alice");

        assertThat(outcome.complaints())
                .isEqualTo("mailcloakctl: warning: target 'alice' belongs to an earlier account (" + before + ", now "
                        + accountOf("alice") + "): its mail waits until: mailcloakctl aliases rebind sales@d1.test\n");
    }

    @Test
    void addShouldKeepTheEndOfTheAlias() {
        ctl.run("aliases", "add", "fair@d1.test", "alice", "--expires", "2099-03-01T10:00Z");

        assertThat(ctl.run("aliases", "list").out())
                .isEqualTo("fair@d1.test\talice\tenabled\t\texpires 2099-03-01T10:00:00Z\n");
    }

    @Test
    void addShouldTakeASink() {
        Ctl.Outcome outcome = ctl.run("aliases", "add", "noreply@d1.test", "discard:");

        assertThat(outcome.complaints()).isEmpty();
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("noreply@d1.test\tdiscard:\tenabled\n");
    }

    @Test
    void addShouldWarnOfADisabledAccount() {
        ctl.run("users", "disable", "bob");

        assertThat(ctl.run("aliases", "add", "sales@d1.test", "bob").complaints())
                .isEqualTo("mailcloakctl: warning: target 'bob': the account bob is disabled and receives no mail\n");
    }

    @Test
    void addShouldOnlyWarnOfAnUnknownLoginWhenNoUserIsInTheDatabaseAndNoProviderIsNamed() {
        ctl.run("users", "del", "alice");
        ctl.run("users", "del", "bob");

        Ctl.Outcome outcome = ctl.run("aliases", "add", "sales@d1.test", "carol");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.complaints())
                .isEqualTo(
                        "mailcloakctl: warning: target 'carol': no account logs in by this name (provider local); mail"
                                + " for it would be refused\n");
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

        assertThat(outcome.err()).contains("' is not a mail domain: it is a URL or a path");
    }

    @ParameterizedTest
    @CsvSource({
        "sales@d1.test alice --also x@far.example bob",
        "sales@d1.test alice --also bob --also x@far.example",
        "--also bob sales@d1.test alice x@far.example"
    })
    void addShouldStoreFurtherTargetsHoweverTheyAreWritten(String words) {
        Ctl.Outcome outcome = ctl.run(("aliases add " + words).split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("mailcloakctl: " + ctl.database() + ": alias sales@d1.test leads to alice, ")
                .hasLineCount(1);
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("sales@d1.test\talice\tenabled\tbob, x@far.example\n");
        assertThat(ctl.run("aliases", "list", "--user", "bob").out()).hasLineCount(1);
        assertThat(ctl.run("aliases", "list", "--output", "json").out()).contains("\"bob\"", "\"x@far.example\"");
    }

    @Test
    void addShouldBeRefusedWhenFurtherTargetsComeWithoutTheirOption() {
        Ctl.Outcome outcome = ctl.run("aliases", "add", "sales@d1.test", "alice", "bob");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'bob'", "--also");
        assertThat(ctl.run("aliases", "list").out()).isEmpty();
    }

    @Test
    void catchAllShouldBeAddedSwitchedAndDeletedByItsDomain() {
        ctl.run("aliases", "add", "@D1.Test", "alice");
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("@d1.test\talice\tenabled\n");

        ctl.run("aliases", "disable", "@d1.test");
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("@d1.test\talice\tdisabled\n");

        assertThat(ctl.run("aliases", "del", "@d1.test").exitCode()).isZero();
        assertThat(ctl.run("aliases", "list").out()).isEmpty();
    }

    @Test
    void addShouldChangeNothingWhenTheAliasWouldLeadBackToItself() {
        ctl.run("aliases", "add", "b@d1.test", "alice");
        ctl.run("aliases", "add", "a@d1.test", "b@d1.test");

        Ctl.Outcome outcome = ctl.run("aliases", "add", "b@d1.test", "bob", "--also", "a@d1.test");

        assertThat(outcome)
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "mailcloakctl: Alias b@d1.test cannot be: it leads back to itself: b@d1.test -> a@d1.test ->"
                                + " b@d1.test\n"));
        assertThat(ctl.run("aliases", "list").out())
                .isEqualTo("b@d1.test\talice\tenabled\na@d1.test\tb@d1.test\tenabled\n");
    }

    @Test
    void enableShouldBeRefusedWhenTheAliasWouldLeadBackToItself() {
        ctl.run("aliases", "add", "a@d1.test", "b@d1.test", "--force");
        ctl.run("aliases", "disable", "a@d1.test");
        ctl.run("aliases", "add", "b@d1.test", "a@d1.test", "--force");

        assertThat(ctl.run("aliases", "enable", "a@d1.test").exitCode()).isEqualTo(1);
        assertThat(ctl.run("aliases", "list").out())
                .startsWith("b@d1.test\ta@d1.test\tenabled\na@d1.test\tb@d1.test\tdisabled\n");
    }

    @Test
    void catchAllShouldBeRefusedWhenItsTargetsLeadInACircle() throws SQLException {
        ctl.run("aliases", "add", "a@d1.test", "b", "--force");
        ctl.sql(
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('b@d1.test', 'a', 'd1.test')");

        assertThat(ctl.run("aliases", "add", "@d1.test", "alice", "--also", "a@d1.test")
                        .err())
                .contains("leads back to itself");
        assertThat(ctl.run("aliases", "add", "alice@d1.test", "alice", "--also", "bob")
                        .exitCode())
                .isZero();
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
                        "[{\"alias\": \"sales@d1.test\", \"user\": \"alice\", \"also\": [], \"enabled\": true,"
                                + " \"expires_at\": null, \"accounts\": {\"alice\": \"" + accountOf("alice") + "\"}}]");
    }
}
