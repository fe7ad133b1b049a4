package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and groups of a database whose server asks another provider. */
class OtherProviderTest {

    private static final String UNREAD = "the server asks the provider keycloak";

    private Ctl ctl;

    @BeforeEach
    void nameAnotherProvider(@TempDir Path folder) throws IOException {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
        String keycloak =
                "keycloak\n  keycloak: {base_url: 'http://127.0.0.1:1', realm: r, client_id: c, client_secret: s}\n";
        Files.writeString(
                ctl.defaultConfig(), Configurations.local(ctl.database()).replace("local\n", keycloak));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users list", "users show alice", "groups list", "groups show staff"})
    void readingShouldWarnThatTheServerReadsNoneOfIt(String line) {
        for (Ctl.Outcome outcome : new Ctl.Outcome[] {ctl.run(line.split(" ")), ctl.runBare(line.split(" "))}) {
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).isNotEmpty();
            assertThat(outcome.err()).contains("warning: " + UNREAD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users add dora --address dora@d1.test --no-password",
                "users set alice --also x@d1.test",
                "users disable alice",
                "users enable carol",
                "users block-sending alice",
                "users set-scope alice local-only",
                "users del alice",
                "groups add team",
                "groups set staff --posting anyone",
                "groups del staff",
                "groups member add staff alice"
            })
    void changeShouldBeRefusedUnlessForced(String line) {
        String before = ctl.run("export").out();

        Ctl.Outcome refused = ctl.run(line.split(" "));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("mailcloakctl: " + UNREAD).contains("--force");
        assertThat(ctl.run("export").out()).isEqualTo(before);

        Ctl.Outcome forced = ctl.run((line + " --force").split(" "));

        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(forced.err()).contains("warning: " + UNREAD);
        assertThat(ctl.run("export").out()).isNotEqualTo(before);
    }

    @Test
    void nothingShouldBeSaidWhenTheConfigurationNamesAnotherDatabase(@TempDir Path other) throws IOException {
        Files.writeString(
                ctl.defaultConfig(),
                Configurations.local(other.resolve("other.db")).replace("local\n", "x\n"));

        assertThat(ctl.run("users", "list").complaints()).isEmpty();
    }
}
