package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine;

/** Which configuration is taken when the command line names none. */
class ServerCommandTest {

    @TempDir
    private Path folder;

    private String check(Path defaultConfig, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ServerCommand(defaultConfig))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true));
        command.execute(arguments);
        return out.toString();
    }

    private Path configuration() throws IOException {
        Path database = folder.resolve("etc.db");
        SqliteMailStore.initialise(database);
        return Files.writeString(folder.resolve("config.yaml"), """
                idp: {provider: local}
                sqlite: {path: %s}
                sockets: {policy_socket: %s/p, socketmap_socket: %s/m}
                """.formatted(database, folder, folder));
    }

    @ParameterizedTest
    @CsvSource({
        "./mailcloak serve, ./mailcloak serve",
        "/opt/mailcloak/bin/mailcloak-server, /opt/mailcloak/bin/mailcloak-server",
        "'', java -jar mailcloak-server.jar"
    })
    void helpShouldNameTheProgramAsItWasCalledAndKeepWordsWhole(String called, String named) {
        String help = Main.commandLine(Map.of("MAILCLOAK_PROGRAM", called)).getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help)
                .contains("\nUsage: " + named + " [OPTIONS] [config.yaml]\n")
                .contains("\nExample: " + named + " /etc/mailcloak/config.yaml\n")
                .contains("mailcloakctl does.");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void defaultConfigurationShouldBeReadWhenItIsThere() throws IOException {
        assertThat(check(configuration(), "--check")).contains("database " + folder.resolve("etc.db") + ",");
    }

    @Test
    void embeddedDefaultShouldRunWhenItsFolderIsNamed() throws IOException {
        Path data = folder.resolve("data");

        assertThat(check(configuration(), "--check", "--data", data.toString()))
                .contains("database " + data.resolve("state.db") + ",");
    }

    @Test
    void embeddedDefaultShouldRunWhenThereIsNoConfiguration() {
        assertThat(check(folder.resolve("none.yaml"), "--check")).contains("mailcloak-data/state.db");
    }

    /** As after a change of the provider, or of the accounts' ids there. */
    @Test
    void checkShouldNameAliasesThatAreBoundToOtherAccounts() throws IOException {
        Path configuration = configuration();
        AliasAddress postmaster = AliasAddress.parse("postmaster@d1.test").orElseThrow();
        try (SqliteMailStore store = SqliteMailStore.open(folder.resolve("etc.db"))) {
            store.domains().add(new MailDomain("d1.test"));
            EmailAddress alice = EmailAddress.parse("alice@d1.test").orElseThrow();
            store.users().add(NewLocalUser.active("alice", List.of(alice), Optional.empty()));
            store.aliases().add(postmaster, "alice", List.of());
            store.bindings().bind(postmaster, "alice", "keycloak:before");
        }

        assertThat(check(configuration, "--check"))
                .contains("warning: aliases: 1 targets lead to other accounts than those that they are bound to")
                .contains("warning: postmaster and abuse: 1 reaches no account: abuse@d1.test")
                .contains("warning: postmaster and abuse: 1 waits for an operator to decide: postmaster@d1.test");
    }
}
