package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.ProviderRegistry;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** What the server would decide with: the operator's rules, the database and the provider, without any cache. */
final class Installation implements AutoCloseable {

    private final PolicyRules rules;
    private final String providerId;
    private final MailStore store;
    private final IdentityProvider provider;
    private final ProviderRegistry registry;
    private final Optional<Configuration> configuration;

    private Installation(
            PolicyRules rules,
            String providerId,
            MailStore store,
            IdentityProvider provider,
            ProviderRegistry registry,
            Optional<Configuration> configuration) {
        this.rules = rules;
        this.providerId = providerId;
        this.store = store;
        this.provider = provider;
        this.registry = registry;
        this.configuration = configuration;
    }

    /**
     * As the configuration says. Without one, or if only a database was named: the defaults and the {@code local}
     * provider.
     */
    static Installation of(CommandContext session) {
        Path database = session.database();
        Optional<ConfigurationDraft> draft = session.configOfInstallation().map(ConfigurationReader::read);
        ProviderRegistry registry =
                ProviderRegistry.open(draft.flatMap(ConfigurationDraft::pluginsDirectory), defaultPlugins());
        boolean done = false;
        try {
            Installation installation =
                    draft.isPresent() ? of(draft.get(), database, registry) : ofDefaults(database, registry);
            done = true;
            return installation;
        } finally {
            if (!done) {
                registry.close();
            }
        }
    }

    static Path defaultPlugins() {
        return ProviderRegistry.besideProgram(Installation.class);
    }

    /** What the server is configured by; empty if only a database was named. */
    Optional<Configuration> configuration() {
        return configuration;
    }

    PolicyRules rules() {
        return rules;
    }

    String providerId() {
        return providerId;
    }

    MailStore store() {
        return store;
    }

    IdentityProvider provider() {
        return provider;
    }

    /** Asks the running server; empty if its configuration has no mirror. */
    Optional<MirrorStatusClient> mirror() {
        return configuration.flatMap(MirrorStatusClient::of);
    }

    @Override
    public void close() {
        provider.close();
        store.close();
        registry.close();
    }

    private static Installation of(ConfigurationDraft draft, Path database, ProviderRegistry registry) {
        Optional<IdentityProviderFactory> factory = registry.bind(draft);
        Configuration configuration = draft.finish();
        String id = configuration.idp().provider();
        ProviderConfig settings =
                id.equals(Configuration.LOCAL_PROVIDER) ? localConfig(database) : configuration.providerConfig();
        return open(Optional.of(configuration), factory.orElseThrow(), settings, database, registry);
    }

    private static Installation ofDefaults(Path database, ProviderRegistry registry) {
        IdentityProviderFactory factory = registry.require(Configuration.LOCAL_PROVIDER);
        return open(Optional.empty(), factory, localConfig(database), database, registry);
    }

    private static Installation open(
            Optional<Configuration> configuration,
            IdentityProviderFactory factory,
            ProviderConfig settings,
            Path database,
            ProviderRegistry registry) {
        SqliteMailStore store = SqliteMailStore.open(database);
        boolean done = false;
        try {
            IdentityProvider provider = create(factory, settings);
            done = true;
            PolicyRules rules = configuration.map(Configuration::rules).orElseGet(() -> {
                PolicyRules defaults = PolicyRules.defaults();
                return defaults.toBuilder()
                        .site(defaults.site().toBuilder()
                                .providerId(factory.id())
                                .build())
                        .build();
            });
            return new Installation(rules, factory.id(), store, provider, registry, configuration);
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    /** A provider does not know where its settings stand. */
    private static IdentityProvider create(IdentityProviderFactory factory, ProviderConfig settings) {
        try {
            return factory.create(settings);
        } catch (ProviderConfigException e) {
            throw new ProviderConfigException("idp." + factory.id() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the settings for the users of the database that was named, regardless of what the configuration names.
     */
    private static ProviderConfig localConfig(Path database) {
        return new ProviderConfig(Configuration.LOCAL_PROVIDER, database, Map.of());
    }
}
