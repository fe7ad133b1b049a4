package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailcloak.decision.PolicyRules;
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

    /** Every key that the host reads, in the order of the documentation. Providers document their own. */
    public static Collection<ConfigurationKey> keys() {
        return ConfigurationKeys.ALL.stream().map(KeyDefinition::doc).toList();
    }

    /** What the decision engine and the maps go by. */
    public PolicyRules rules() {
        return policy.rules(idp.provider());
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
