package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;

/**
 * A configuration that has been checked as a whole. Paths are as the operator wrote them: relative ones count from the
 * working directory.
 *
 * @param pluginsDirectory {@code plugins.directory}; empty: the default place, which need not exist
 * @param database {@code sqlite.path}
 * @param daemonUser {@code daemon.user}, to which the process drops; empty: it stays what it is
 * @param httpListen {@code http.listen}, where metrics and health are served; empty: nowhere
 * @param warnings what works and should be changed, sorted by line; may be empty
 */
public record Configuration(
        IdpSection idp,
        Optional<Path> pluginsDirectory,
        Path database,
        PolicySection policy,
        SocketsSection sockets,
        Optional<String> daemonUser,
        LogSection log,
        Optional<ListenAddress.Inet> httpListen,
        List<Problem> warnings) {

    /** The provider that keeps its users in the database of Mailcloak itself. */
    public static final String LOCAL_PROVIDER = "local";

    public Configuration {
        requireNonNull(idp, "idp");
        requireNonNull(pluginsDirectory, "pluginsDirectory");
        requireNonNull(database, "database");
        requireNonNull(policy, "policy");
        requireNonNull(sockets, "sockets");
        requireNonNull(daemonUser, "daemonUser");
        requireNonNull(log, "log");
        requireNonNull(httpListen, "httpListen");
        warnings = List.copyOf(warnings);
    }

    /**
     * What runs without any file: the {@code local} provider, {@code state.db}, {@code policy.sock} and
     * {@code socketmap.sock} in one folder.
     *
     * @throws IllegalArgumentException if the folder's path is too long for a socket
     */
    public static Configuration embedded(Path folder) {
        Values values = Values.ofDefaults();
        values.put(Keys.IDP_PROVIDER, LOCAL_PROVIDER);
        values.put(Keys.SQLITE_PATH, folder.resolve("state.db"));
        values.put(Keys.POLICY_SOCKET, new ListenAddress.Unix(folder.resolve("policy.sock")));
        values.put(Keys.SOCKETMAP_SOCKET, new ListenAddress.Unix(folder.resolve("socketmap.sock")));
        return values.configuration(Optional.of(Map.of()), List.of());
    }

    /** Every key that the host reads, in the order of the documentation. Providers document their own. */
    public static Collection<ConfigurationKey> keys() {
        return Keys.ALL.stream().map(Key::doc).toList();
    }

    /**
     * The settings for the provider's factory.
     *
     * @throws IllegalStateException if the configuration was finished without a factory
     */
    public ProviderConfig providerConfig() {
        return idp.settings()
                .orElseThrow(() -> new IllegalStateException("The configuration was read without a provider"));
    }
}
