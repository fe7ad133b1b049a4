package org.mailcloak.cli;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Calls the command as its launcher does, in a folder of its own, and keeps what it said. */
final class Ctl {

    /** What one call left behind. */
    record Outcome(int exitCode, String out, String err) {}

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

    Ctl input(byte[] octets) {
        input = octets.clone();
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

    Surroundings surroundings(PrintStream out, PrintStream err) {
        return new Surroundings(new ByteArrayInputStream(input), out, err, environment, prompt, defaultConfig());
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

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, false, StandardCharsets.UTF_8);
    }
}
