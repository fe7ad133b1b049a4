package org.mailcloak.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.Problem;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** What the commands of one call share. */
final class Session {

    private static final String DATABASE_VARIABLE = "MAILCLOAK_DB";

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Output output;

    Session(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
        this.output = new Output(surroundings.out());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Output output() {
        return output;
    }

    boolean verbose() {
        return options.verbose();
    }

    /** One line on stderr; the command goes on. */
    void warn(String message) {
        surroundings.err().print("mailcloakctl: warning: " + Visible.of(message) + "\n");
    }

    /** Opens the database; the caller closes it. */
    SqliteMailStore open() {
        return SqliteMailStore.open(database());
    }

    /** The path of the database; it need not exist. */
    Path database() {
        return options.database()
                .or(() -> config().map(Session::databaseOf))
                .or(this::databaseOfEnvironment)
                .orElseThrow(() -> RefusedException.usage("no database named: give --db PATH, --config PATH or set "
                        + DATABASE_VARIABLE + " (" + surroundings.defaultConfig() + " does not exist)"));
    }

    /** The configuration that was named, or the one at the default place if it exists. */
    Optional<Path> config() {
        return options.config()
                .or(() -> Optional.of(surroundings.defaultConfig()).filter(Files::exists));
    }

    /** The configuration that a decision goes by; a database that is named alone comes without one. */
    Optional<Path> configOfInstallation() {
        return options.config().isEmpty() && options.database().isPresent() ? Optional.empty() : config();
    }

    private Optional<Path> databaseOfEnvironment() {
        Optional<String> value = Optional.ofNullable(surroundings.environment().get(DATABASE_VARIABLE))
                .filter(path -> !path.isEmpty());
        try {
            return value.map(Path::of);
        } catch (InvalidPathException e) {
            throw RefusedException.usage(DATABASE_VARIABLE + " is not a path: " + e.getMessage());
        }
    }

    /** The provider's own settings are not looked at: they do not matter for the database. */
    private static Path databaseOf(Path config) {
        return ConfigurationReader.read(config).finish().database();
    }

    /** A line {@code FILE:LINE:COLUMN: key: message} for each problem. */
    static String describe(ConfigurationException e) {
        StringBuilder lines = new StringBuilder();
        for (Problem problem : e.problems()) {
            lines.append(lines.isEmpty() ? "" : "\n").append(describe(e.fileName(), problem));
        }
        return lines.toString();
    }

    static String describe(String file, Problem problem) {
        return file + (problem.line() == 0 ? ": " : ":") + problem;
    }
}
