package org.mailcloak.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.administration.AddressExamination;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.DiscoveredProvider;
import org.mailcloak.plugin.ProviderRegistry;
import org.mailcloak.server.transport.SocketExamination;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.InitResult;
import org.mailcloak.store.sqlite.SqliteMailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration that is whole, and the provider that it names. */
final class ServerAssembly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerAssembly.class);

    /** For aliases and domains, each; each of them asks the provider a few times. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Configuration configuration;
    private final IdentityProviderFactory factory;
    private final ProviderRegistry registry;
    private final boolean embedded;

    private ServerAssembly(
            Configuration configuration, IdentityProviderFactory factory, ProviderRegistry registry, boolean embedded) {
        this.configuration = configuration;
        this.factory = factory;
        this.registry = registry;
        this.embedded = embedded;
        for (Problem warning : configuration.warnings()) {
            LOG.warn("Configuration, line {}: {}: {}", warning.line(), warning.key(), warning.message());
        }
    }

    /** @throws org.mailcloak.config.ConfigurationException with every problem of the file */
    static ServerAssembly of(ConfigurationDraft draft) {
        ProviderRegistry registry =
                ProviderRegistry.open(draft.pluginsDirectory(), ProviderRegistry.besideProgram(ServerAssembly.class));
        boolean done = false;
        try {
            Optional<IdentityProviderFactory> factory = registry.bind(draft);
            Configuration configuration = draft.finish();
            ServerAssembly setup = new ServerAssembly(configuration, factory.orElseThrow(), registry, false);
            done = true;
            return setup;
        } finally {
            if (!done) {
                registry.close();
            }
        }
    }

    /** The embedded default; {@link #makeEmbedded} makes its database. */
    static ServerAssembly embedded(Configuration configuration) {
        ProviderRegistry registry =
                ProviderRegistry.open(Optional.empty(), ProviderRegistry.besideProgram(ServerAssembly.class));
        boolean done = false;
        try {
            ServerAssembly setup =
                    new ServerAssembly(configuration, registry.require(Configuration.LOCAL_PROVIDER), registry, true);
            done = true;
            return setup;
        } finally {
            if (!done) {
                registry.close();
            }
        }
    }

    /** Makes the database of the embedded default, if it is missing. */
    void makeEmbedded() {
        if (embedded) {
            new EmbeddedDatabase(configuration.database()).make();
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

    /** @throws ProviderConfigException if the provider cannot use its settings */
    IdentityProvider openProvider() {
        return openProvider(configuration);
    }

    /** With the provider's settings of another configuration, which names the same provider. */
    IdentityProvider openProvider(Configuration other) {
        try {
            return factory.create(other.providerConfig());
        } catch (ProviderConfigException problem) {
            // A provider does not know where its settings stand.
            throw new ProviderConfigException("idp." + factory.id() + ": " + problem.getMessage(), problem);
        }
    }

    /**
     * Looks at what a start would open, and lets the provider examine itself. Changes nothing.
     *
     * @param sockets what was found about them, by their names, before the process became another user
     * @param out gets what was found, a line each
     * @return whether the service could work
     */
    boolean check(PrintWriter out, Map<String, SocketExamination> sockets) {
        sockets.forEach((name, found) -> found.line(name).ifPresent(out::println));
        InitResult database = databaseAtStart();
        if (database != InitResult.UP_TO_DATE) {
            out.println("ok: database: " + configuration.database()
                    + (database == InitResult.CREATED
                            ? " is not there; a start would make it"
                            : " is of an older version; a start would migrate it"));
        }
        List<Diagnosis> diagnoses = diagnose(database);
        diagnoses.forEach(diagnosis -> out.println(line(diagnosis)));
        boolean good = diagnoses.stream().noneMatch(diagnosis -> diagnosis.status() == Diagnosis.Status.FAILED)
                && sockets.values().stream().noneMatch(SocketExamination::failed);
        out.println((good ? "OK" : "FAILED") + ": provider " + origin() + ", database " + configuration.database()
                + sockets());
        return good;
    }

    private InitResult databaseAtStart() {
        InitResult found = embedded
                ? new EmbeddedDatabase(configuration.database()).preview()
                : SqliteMailStore.preview(configuration.database());
        if (found == InitResult.CREATED && !embedded) {
            // Only the embedded default makes a database. This throws what a start would say, before any change.
            openStore().close();
        }
        return found;
    }

    private String sockets() {
        return Listeners.endpoints(configuration.sockets()).stream()
                .map(endpoint -> ", " + endpoint.title() + " on " + endpoint.address())
                .collect(Collectors.joining());
    }

    /** The local provider has nothing to look at before its tables are there. */
    private List<Diagnosis> diagnose(InitResult database) {
        try (IdentityProvider provider = openProvider()) {
            List<Diagnosis> diagnoses = new ArrayList<>();
            if (database == InitResult.UP_TO_DATE || !factory.id().equals(Configuration.LOCAL_PROVIDER)) {
                diagnoses.addAll(LookupDiagnostics.unlessOwn(provider).diagnose(DiagnosticsRequest.ofProvider()));
            }
            if (database == InitResult.UP_TO_DATE) {
                diagnoses.addAll(addresses(provider));
            }
            return diagnoses;
        }
    }

    private List<Diagnosis> addresses(IdentityProvider provider) {
        try (MailStore store = openStore()) {
            return store instanceof EditableMailStore editable
                    ? AddressExamination.examine(configuration.rules(), editable, provider, PATIENCE, System::nanoTime)
                    : List.of();
        }
    }

    private static String line(Diagnosis diagnosis) {
        return diagnosis.status().name().toLowerCase(Locale.ROOT) + ": " + diagnosis.subject() + ": "
                + diagnosis.finding()
                + (diagnosis.remedy().isEmpty() ? "" : " -> " + diagnosis.remedy())
                + diagnosis.took().map(time -> " (" + time.toMillis() + " ms)").orElse("");
    }

    private String origin() {
        return registry.providers().stream()
                .filter(found -> found.id().equals(factory.id()))
                .map(DiscoveredProvider::withJar)
                .findFirst()
                .orElse(factory.id());
    }

    @Override
    public void close() {
        registry.close();
    }
}
