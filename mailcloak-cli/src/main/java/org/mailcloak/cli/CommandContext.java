package org.mailcloak.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.EmbeddedConfiguration;
import org.mailcloak.config.Problem;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** What the commands of one call share. */
final class CommandContext {

    private static final String DATABASE_VARIABLE = "MAILCLOAK_DB";

    private final CommandEnvironment surroundings;
    private final GlobalOptions options;
    private final Output output;

    CommandContext(CommandEnvironment surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
        this.output = new Output(surroundings.out());
    }

    CommandEnvironment surroundings() {
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
        surroundings.err().print("mailcloakctl: warning: " + TerminalEscaper.of(message) + "\n");
    }

    /** Says what a command has changed, and where: a database is easily mistaken for another one. One line on stderr. */
    void changed(String what) {
        surroundings.err().print("mailcloakctl: " + TerminalEscaper.of(database() + ": " + what) + "\n");
    }

    /** Opens the database; the caller closes it. */
    SqliteMailStore open() {
        return SqliteMailStore.open(database());
    }

    /** The path of the database; it need not exist. */
    Path database() {
        return options.database()
                .or(() -> config().map(CommandContext::databaseOf))
                .or(this::databaseOfEnvironment)
                .orElseThrow(() -> CommandException.usage("no database named: give --db PATH, --config PATH or set "
                        + DATABASE_VARIABLE + " (" + surroundings.defaultConfig()
                        + (Files.notExists(surroundings.defaultConfig()) ? " does not exist)" : " cannot be read)")));
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

    /**
     * The configuration of a server that uses the database: the one that was named, or the one at the default place if it
     * names this database.
     */
    Optional<Path> configOfDatabase() {
        return options.config().isEmpty() && options.database().isPresent()
                ? config().filter(config -> names(config, options.database().get()))
                : config();
    }

    /**
     * What a server without a configuration file runs with, if such a one has made the database and no configuration was
     * named: a file beside the database says so. In other folders the sockets are where a configuration has them.
     */
    Optional<Configuration> embedded() {
        Path database = database();
        if (configOfInstallation().isPresent() || Files.notExists(EmbeddedConfiguration.mark(database))) {
            return Optional.empty();
        }
        try {
            Path folder = Optional.ofNullable(database.getParent()).orElse(Path.of(""));
            return Optional.of(EmbeddedConfiguration.in(folder))
                    .filter(embedded -> embedded.database().equals(database));
        } catch (IllegalArgumentException tooLong) {
            throw CommandException.refused(database + ": " + tooLong.getMessage());
        }
    }

    /** The provider that a server with this database asks, as far as a configuration says. */
    Optional<String> providerOfDatabase() {
        return configOfDatabase().map(ConfigurationReader::read).flatMap(ConfigurationDraft::providerId);
    }

    /** The user that a server with this database becomes, as far as a configuration says. */
    Set<String> userOfServer() {
        return configOfDatabase()
                .map(ConfigurationReader::read)
                .flatMap(ConfigurationDraft::daemonUser)
                .map(Set::of)
                .orElse(Set.of());
    }

    /** Warns where the server does not read the users and groups of the database. */
    void warnIfNotEmbedded() {
        unread().ifPresent(this::warn);
    }

    /**
     * Refuses a change of users or groups that the server does not read.
     *
     * @param insisted whether the administrator insists: a warning then
     */
    void requireEmbedded(boolean insisted) {
        unread().ifPresent(unread -> {
            if (!insisted) {
                throw CommandException.refused(
                        unread + ": change them at the provider; to change these all the same: --force");
            }
            warn(unread);
        });
    }

    private Optional<String> unread() {
        return providerOfDatabase()
                .filter(id -> !id.equals(Configuration.LOCAL_PROVIDER))
                .map(id -> "the server asks the provider " + id + " (idp.provider in "
                        + configOfDatabase().orElseThrow() + ") and does not read users and groups of this database");
    }

    private static boolean names(Path config, Path database) {
        return ConfigurationReader.read(config)
                .database()
                .filter(named -> isSame(named, database))
                .isPresent();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return (Files.exists(one) && Files.exists(other))
                    ? Files.isSameFile(one, other)
                    : one.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("Database " + one + " cannot be looked at", e);
        }
    }

    private Optional<Path> databaseOfEnvironment() {
        Optional<String> value = Optional.ofNullable(surroundings.environment().get(DATABASE_VARIABLE))
                .filter(path -> !path.isEmpty());
        try {
            return value.map(Path::of);
        } catch (InvalidPathException e) {
            throw CommandException.usage(DATABASE_VARIABLE + " is not a path: " + e.getMessage());
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
