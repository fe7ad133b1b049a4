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
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
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
        "x@far.test, x@far.test, '', '', recipient_not_local, 550 5.7.1 Recipient domain not local",
        "alice@d1.test, alice@d1.test, '', '', login_required, 553 5.7.1 Sending from local domains requires authentication",
        "bob@d1.test, x@far.test, alice, plain, user_not_owner, 553 5.7.1 Sender not owned by authenticated user",
        "<>, x@far.test, alice, plain, null_sender_refused, 553 5.7.1 Sender not owned by authenticated user",
        "<>, alice@d1.test, '', '', sender_not_local, DUNNO",
        "alice@d1.test, x@far.test, alice, cram-md5, method_unsupported, 553 5.7.1 Unsupported authentication method",
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
        ctl.run("aliases", "add", "list@d1.test", "alice", "--also", "bob", "x@far.test");
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
        ctl.run("aliases", "add", "a@d1.test", "b");
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
            assertThat(explanation.getJsonArray("asked")).hasSize(5);
        }
    }
}
