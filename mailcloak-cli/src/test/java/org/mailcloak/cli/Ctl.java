package org.mailcloak.cli;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.RawRows;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Calls the command as its launcher does, in a folder of its own, and keeps what it said. */
final class Ctl {

    /** What one call left behind. */
    record Outcome(int exitCode, String out, String err) {

        /** What standard error says beside the line that names the database and the change. */
        String complaints() {
            return err.lines()
                    .filter(line -> !line.startsWith("mailcloakctl: /"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private Optional<Prompt> prompt = Optional.empty();

    Ctl(Path folder) {
        this.folder = folder;
    }

    /** With a database that has just been made. */
    static Ctl withDatabase(Path folder) {
        Ctl ctl = new Ctl(folder);
        SqliteMailStore.initialise(ctl.database());
        return ctl;
    }

    Path database() {
        return folder.resolve("state.db");
    }

    /** The file that stands for the default place of the configuration. */
    Path defaultConfig() {
        return folder.resolve("config.yaml");
    }

    Ctl environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Ctl input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    Ctl input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /** A person at a terminal who types these, one a prompt, and then ends the input. */
    Ctl typing(String... answers) {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        prompt = Optional.of(label -> Optional.ofNullable(left.poll()));
        return this;
    }

    /** Runs with {@code --db}. */
    Outcome run(String... args) {
        List<String> all = new ArrayList<>(List.of("--db", database().toString()));
        all.addAll(List.of(args));
        return runBare(all.toArray(String[]::new));
    }

    /** Runs with just these arguments. */
    Outcome runBare(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Mailcloakctl.run(args, surroundings(print(out), print(err)));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    CommandEnvironment surroundings(PrintStream out, PrintStream err) {
        return new CommandEnvironment(new ByteArrayInputStream(input), out, err, environment, prompt, defaultConfig());
    }

    /** Two domains and a disabled one, three users, an alias, a group and an application. */
    void fillWithPeople() {
        try (SqliteMailStore store = open()) {
            for (String name : List.of("d1.test", "d2.test", "off.test")) {
                store.domains().add(new MailDomain(name));
            }
            store.domains().setEnabled(new MailDomain("off.test"), false);
            addUser(store, "alice", AccountState.ACTIVE, "alice@d1.test", "al@d1.test");
            addUser(store, "bob", AccountState.ACTIVE, "bob@d1.test");
            addUser(store, "carol", AccountState.DISABLED, "carol@d1.test");
            store.groups().add("staff");
            store.groups().setAddress("staff", EmailAddress.parse("staff@d1.test"));
            store.apps().add("app1", "{PLAIN}secret");
        }
        run("aliases", "add", "sales@d1.test", "alice");
    }

    private static void addUser(SqliteMailStore store, String login, AccountState state, String... addresses) {
        List<EmailAddress> parsed = Arrays.stream(addresses)
                .flatMap(text -> EmailAddress.parse(text).stream())
                .toList();
        store.users().add(new NewLocalUser(login, parsed, state, Optional.empty()));
    }

    SqliteMailStore open() {
        return SqliteMailStore.open(database());
    }

    /** Writes into the database as another program might. */
    void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    /** What the tables that a backup covers hold, but for times and the ids of groups, which are made anew. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (SqliteMailStore store = open()) {
            for (String table : RawRows.TABLES) {
                store.rawRows().read(table).stream()
                        .map(row -> VerbatimRows.write(List.of(row)).build().getJsonObject(0))
                        .map(row -> table + " "
                                + Json.createObjectBuilder(row.getJsonObject("row"))
                                        .remove("updated_at")
                                        .remove("bound_at")
                                        .remove("group_id")
                                        .build())
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, false, StandardCharsets.UTF_8);
    }
}
