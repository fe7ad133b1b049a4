package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.plugin.FoundProvider;
import org.mailcloak.plugin.ProviderRegistry;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.SqliteMailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration that is whole, and the provider that it names. Made first; nothing is opened before. */
final class Setup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    private final Configuration configuration;
    private final IdentityProviderFactory factory;
    private final ProviderRegistry registry;

    private Setup(Configuration configuration, IdentityProviderFactory factory, ProviderRegistry registry) {
        this.configuration = configuration;
        this.factory = factory;
        this.registry = registry;
        Logging.configure(configuration.log());
        for (Problem warning : configuration.warnings()) {
            LOG.warn("Configuration, line {}: {}: {}", warning.line(), warning.key(), warning.message());
        }
    }

    /** @throws org.mailcloak.config.ConfigurationException with every problem of the file */
    static Setup of(Path file) {
        ConfigurationDraft draft = ConfigurationReader.read(file);
        ProviderRegistry registry = ProviderRegistry.open(draft.pluginsDirectory(), defaultPlugins());
        boolean done = false;
        try {
            Optional<IdentityProviderFactory> factory = registry.bind(draft);
            Configuration configuration = draft.finish();
            Setup setup = new Setup(configuration, factory.orElseThrow(), registry);
            done = true;
            return setup;
        } finally {
            if (!done) {
                registry.close();
            }
        }
    }

    /** The embedded default. Its folder is made, and gets a database, if they are missing. */
    static Setup embedded(Configuration configuration) {
        Path folder = requireNonNull(configuration.database().toAbsolutePath().getParent());
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new StoreException("The folder " + folder + " cannot be made: " + failure, failure);
        }
        SqliteMailStore.initialise(configuration.database());
        ProviderRegistry registry = ProviderRegistry.open(Optional.empty(), defaultPlugins());
        boolean done = false;
        try {
            Setup setup = new Setup(configuration, registry.require(Configuration.LOCAL_PROVIDER), registry);
            done = true;
            return setup;
        } finally {
            if (!done) {
                registry.close();
            }
        }
    }

    /** {@code plugins} beside the jar that this class was loaded from. */
    private static Path defaultPlugins() {
        try {
            Path jar = Path.of(Setup.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("plugins");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The jar's own place is no path", impossible);
        }
    }

    Configuration configuration() {
        return configuration;
    }

    String providerId() {
        return factory.id();
    }

    /** @throws StoreException if the database is missing, damaged or newer than this program */
    MailStore openStore() {
        return SqliteMailStore.open(configuration.database());
    }

    /** @throws org.mailcloak.idp.ProviderConfigException if the provider cannot use its settings */
    IdentityProvider openProvider() {
        return factory.create(configuration.providerConfig());
    }

    /** Opens what a start would open, the sockets apart. @return what was found, for people */
    String check() {
        try (MailStore store = openStore()) {
            store.generation();
            openProvider().close();
            return "OK: provider " + origin() + ", database "
                    + configuration.database() + ", policy on "
                    + configuration.sockets().policy() + ", socketmap on "
                    + configuration.sockets().socketmap();
        }
    }

    private String origin() {
        return registry.providers().stream()
                .filter(found -> found.id().equals(factory.id()))
                .map(FoundProvider::withJar)
                .findFirst()
                .orElse(factory.id());
    }

    @Override
    public void close() {
        registry.close();
    }
}
