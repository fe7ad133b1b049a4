package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
        ctl.run("aliases", "add", "sales@d1.test", "alice");
    }

    @Test
    void decisionShouldComeWithSourcesRuleAndAction() {
        String out = ctl.run(
                        "explain", "--sender", "sales@d1.test", "--recipient", "ALICE@D1.TEST.", "--login", "alice")
                .out();

        assertThat(out.replaceAll("asked now, [0-9.]+ ms", "AGE")).isEqualTo("""
                sender\tsales@d1.test\tread as sales@d1.test
                recipient\tALICE@D1.TEST.\tread as alice@d1.test
                login\talice\tplain
                client\t-
                asked\tdatabase\tis d1.test a local domain?\tyes\tAGE
                asked\tdatabase\tdoes d1.test stand for another domain?\tno\tAGE
                asked\tdatabase\tis alice@d1.test an alias?\tno, or not in force\tAGE
                asked\tprovider local\twho has the address alice@d1.test?\talice (active), alice@d1.test\tAGE
                asked\tdatabase\tis there an application alice?\tno\tAGE
                asked\tprovider local\twho logs in as alice?\talice (active), alice@d1.test\tAGE
                asked\tdatabase\tis sales@d1.test an alias?\tyes, of alice\tAGE
                rule\tuser_owns_alias\tThe sender is a local alias of the user
                action\tDUNNO
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "x@far.test, nobody@d1.test, '', '', recipient_unknown, 550 5.1.1 No such user",
        "x@far.test, x@far.test, '', '', sender_not_local, DUNNO",
        "alice@d1.test, alice@d1.test, '', '', login_required, 553 5.7.1 Sending from local domains requires authentication",
        "bob@d1.test, x@far.test, alice, plain, user_not_owner, 553 5.7.1 Sender not owned by authenticated user",
        "<>, x@far.test, alice, plain, null_sender_refused, 553 5.7.1 Sender not owned by authenticated user",
        "<>, alice@d1.test, '', '', sender_not_local, DUNNO",
        "alice@d1.test, x@far.test, alice, anonymous, method_unsupported, 553 5.7.1 Unsupported authentication method",
    })
    void exitCodeShouldBeZeroWhateverIsDecided(
            String sender, String recipient, String login, String method, String code, String action) {
        Ctl.Outcome outcome =
                ctl.run("explain", "--sender", sender, "--recipient", recipient, "--login", login, "--method", method);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("\nrule\t" + code + "\t").endsWith("\naction\t" + action + "\n");
    }

    @Test
    void aliasShouldBeDescribedWithAllItsTargetsAndACatchAllNamed() {
        ctl.run("aliases", "add", "list@d1.test", "alice", "--force", "--also", "bob", "x@far.test");
        ctl.run("aliases", "add", "@d1.test", "alice");

        assertThat(ctl.run("explain", "--sender", "x@far.test", "--recipient", "list@d1.test")
                        .out())
                .contains("\tis list@d1.test an alias?\tyes, of alice, and to bob, x@far.test\t");
        assertThat(ctl.run("explain", "--sender", "any@d1.test", "--recipient", "x@far.test", "--login", "alice")
                        .out())
                .contains("\tis there a catch-all for d1.test?\tyes, of alice\t")
                .contains("\nrule\tuser_owns_catch_all\t");
    }

    @Test
    void aliasShouldBeExplainedWhenItLeadsBackToItself() throws SQLException {
        ctl.run("aliases", "add", "a@d1.test", "b", "--force");
        ctl.sql(
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('b@d1.test', 'a', 'd1.test')");

        assertThat(ctl.run("explain", "--sender", "x@far.test", "--recipient", "a@d1.test")
                        .out())
                .contains("\ndetail\tit leads back to itself: a@d1.test -> b@d1.test -> a@d1.test\n")
                .contains("\nrule\talias_broken\t")
                .endsWith("\naction\t451 4.3.0 Temporary internal error\n");
    }

    @Test
    void applicationShouldBeDescribedWithItsSenders() {
        ctl.input("pw\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");

        assertThat(ctl.run("explain", "--sender", "p@d1.test", "--recipient", "x@far.test", "--login", "printer")
                        .out())
                .contains("\tis there an application printer?\tyes, enabled, may send as p@d1.test\t")
                .contains("\nrule\tapp_owns_sender\t");
    }

    @Test
    void everyReadingShouldBeShownWhenASpellingHasSeveral() {
        assertThat(ctl.run("explain", "--sender", "<>", "--recipient", "x%far.test@d1.test")
                        .out())
                .contains("recipient\tx%far.test@d1.test\tread as x%far.test@d1.test and x@far.test, which must all"
                        + " pass\n");
    }

    @Test
    void rulesShouldComeFromTheConfigurationWhenThereIsOne() throws IOException {
        Files.writeString(ctl.defaultConfig(), Configurations.local(ctl.database()));

        assertThat(ctl.runBare(
                                "explain",
                                "--sender",
                                "alice+x@d1.test",
                                "--recipient",
                                "a@far.test",
                                "--login",
                                "alice")
                        .out())
                .contains("\nrule\tuser_owns_sender\t");
    }

    @Test
    void rulesShouldBeTheDefaultsWhenOnlyADatabaseIsNamed() throws IOException {
        Files.writeString(ctl.defaultConfig(), Configurations.local(ctl.database()));

        assertThat(ctl.run("explain", "--sender", "alice+x@d1.test", "--recipient", "a@far.test", "--login", "alice")
                        .out())
                .contains("\nrule\tuser_not_owner\t");
    }

    @Test
    void databaseShouldAlsoBeTheUsersWhenItIsNamedBesideAConfiguration(@TempDir Path other) throws IOException {
        Path config = Files.writeString(other.resolve("c.yaml"), Configurations.local(other.resolve("none.db")));

        assertThat(ctl.run("--config", config.toString(), "explain", "--sender", "<>", "--recipient", "alice@d1.test")
                        .out())
                .contains("\twho has the address alice@d1.test?\talice (active)");
    }

    @Test
    void jsonShouldHoldTheSame() {
        String json = ctl.run("explain", "--sender", "", "--recipient", "d1.test!nobody", "--output", "json")
                .out();

        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject explanation = reader.readArray().getJsonObject(0);
            assertThat(explanation.getString("reason")).isEqualTo("recipient_unknown");
            assertThat(explanation.getString("verdict")).isEqualTo("reject");
            assertThat(explanation.getString("action")).isEqualTo("550 5.1.1 No such user");
            assertThat(explanation.getJsonObject("recipient").getJsonArray("read_as"))
                    .hasToString("[\"nobody@d1.test\"]");
            assertThat(explanation.getJsonArray("asked")).hasSize(7);
        }
    }

    private static final String REFUSAL = "2026-11-21T05:36:23.920Z INFO  [serve-1] decision verdict=reject"
            + " reason=user_not_owner stage=RCPT client=192.0.2.1 method=PLAIN login=alice sender=sales@d1.test"
            + " recipient=x@far.test took_us=424 port=40112 instance=1b2c.692b.0 id=7QK2M9XD\n";

    @Test
    void loggedDecisionShouldBeShownAndDecidedAgainWhenItsIdIsGiven() {
        Ctl.Outcome outcome = ctl.input(REFUSAL).run("explain", "--id", "7QK2M9XD");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("logged\treason\tuser_not_owner\n", "logged\tport\t40112\n", "\nsender\tsales@d1.test\t")
                .contains("\nrule\tuser_owns_alias\t");
    }

    @Test
    void loggedDecisionShouldBeReadFromAFileWhenOneIsNamed(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("mailcloak.log"), REFUSAL);

        JsonObject json = explained("explain", "--id", "7qk2m9xd", "--log", log.toString(), "--output", "json");

        assertThat(json.getJsonObject("logged").getString("reason")).isEqualTo("user_not_owner");
        assertThat(json.getString("reason")).isEqualTo("user_owns_alias");
    }

    @Test
    void loggedDecisionShouldBeAllWhenTheLogHidesAddresses() {
        ctl.input(REFUSAL.replace("sales@d1.test", "*@d1.test").replace("login=alice", "login=*"));

        assertThat(ctl.run("explain", "--id", "7QK2M9XD").out())
                .contains("logged\tsender\t*@d1.test\n")
                .doesNotContain("rule\t");
        assertThat(explained("explain", "--id", "7QK2M9XD", "--output", "json")).containsOnlyKeys("logged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain --id 00000000 | 1 | no decision with the id 00000000 in standard input; older logs may have it",
                "explain --id 7QK2M9XD --sender a@d1.test | 2 | --id stands alone",
                "explain --log x | 2 | --log needs --id",
                "explain --sender a@d1.test | 2 | Missing required option: '--recipient=ADDRESS'",
                "explain | 2 | Missing required options: '--sender=ADDRESS', '--recipient=ADDRESS'",
            },
            quoteCharacter = '"')
    void misuseShouldBeRefused(String command, int exitCode, String message) {
        Ctl.Outcome outcome = ctl.input(REFUSAL).run(command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void logShouldBeAskedForWhenStandardInputIsATerminal() {
        assertThat(ctl.typing().run("explain", "--id", "7QK2M9XD").err()).contains("give --log FILE");
    }

    private JsonObject explained(String... command) {
        try (JsonReader reader =
                Json.createReader(new StringReader(ctl.run(command).out()))) {
            return reader.readArray().getJsonObject(0);
        }
    }
}
