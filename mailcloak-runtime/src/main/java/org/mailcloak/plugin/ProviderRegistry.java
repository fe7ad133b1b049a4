package org.mailcloak.plugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.plugin.Discovery.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity providers that this process can use: those on its class path, and one jar each in a directory of plugins.
 * Each plugin has a class loader of its own and sees of the host only the provider SPI, {@code org.slf4j} and the JDK.
 *
 * <p>Immutable, for many threads. Close it after the provider: a provider loads classes as long as it lives.
 */
public final class ProviderRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistry.class);
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    private final Map<String, Candidate> byId = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Optional<String> directoryFault;
    private final List<DiscoveredProvider> providers;
    private final List<BrokenPlugin> broken;
    private final List<URLClassLoader> loaders;

    private ProviderRegistry(Discovery discovery, Optional<String> directoryFault) {
        this.directoryFault = directoryFault;
        this.providers = discovery.candidates().stream().map(Candidate::origin).toList();
        this.broken = discovery.broken();
        this.loaders = discovery.loaders();
        discovery.candidates().forEach(this::register);
    }

    /**
     * Looks for providers. What is broken or contradicts itself is kept for {@link #bind} and {@link #require}, and is
     * not thrown here.
     *
     * @param configured {@code plugins.directory}, which must exist
     * @param defaultDirectory the directory if none is configured; it need not exist
     */
    public static ProviderRegistry open(Optional<Path> configured, Path defaultDirectory) {
        PluginDirectory directory = new PluginDirectory(configured.orElse(defaultDirectory), configured.isPresent());
        Optional<String> fault = directory.fault();
        Discovery discovery = new Discovery(IdentityProviderFactory.class.getClassLoader());
        discovery.addHost();
        if (fault.isEmpty()) {
            directory.jars().forEach(discovery::addJar);
        }
        ProviderRegistry registry = new ProviderRegistry(discovery, fault);
        registry.log();
        return registry;
    }

    /** The directory {@code plugins} beside the jar, or the folder of classes, that a program was loaded from. */
    public static Path besideProgram(Class<?> program) {
        try {
            return Path.of(program.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("plugins");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The program's own place is no path", impossible);
        }
    }

    /** Every provider that was found, those with unusable ids too, in the order in which they were found. */
    public List<DiscoveredProvider> providers() {
        return providers;
    }

    /** What cannot be used; may be empty. */
    public List<BrokenPlugin> broken() {
        return broken;
    }

    /**
     * Finds the provider that the configuration names and checks its settings. Every fault, also of a plugin, becomes a
     * problem of the draft, for {@link ConfigurationDraft#finish()} to throw.
     *
     * @return the factory; empty if there is none, which the draft then reports
     */
    public Optional<IdentityProviderFactory> bind(ConfigurationDraft draft) {
        directoryFault.ifPresent(draft::refusePluginsDirectory);
        faults.forEach(draft::refuseProvider);
        Optional<String> id = draft.providerId();
        Optional<IdentityProviderFactory> factory = id.flatMap(this::find);
        factory.ifPresent(draft::bind);
        if (id.isPresent() && factory.isEmpty()) {
            draft.refuseProvider(notFound(id.orElseThrow()));
        }
        return factory;
    }

    /**
     * Returns the factory with this id, for a host without a configuration file.
     *
     * @throws PluginException if there is none, if an id is repeated or ill-formed, or if the configured directory of
     *     plugins does not exist
     */
    public IdentityProviderFactory require(String id) {
        List<String> messages = new ArrayList<>(faults);
        directoryFault.ifPresent(messages::add);
        Optional<IdentityProviderFactory> factory = find(id);
        if (factory.isEmpty()) {
            messages.add(notFound(id));
        }
        if (!messages.isEmpty()) {
            throw new PluginException(String.join("\n", messages));
        }
        return factory.orElseThrow();
    }

    /** Closes the plugins' class loaders. A second call does nothing. */
    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.warn("Cannot close the class loader {}", loader.getName(), e);
            }
        }
    }

    private Optional<IdentityProviderFactory> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Candidate::factory);
    }

    private void register(Candidate candidate) {
        DiscoveredProvider origin = candidate.origin();
        if (!ID.matcher(origin.id()).matches()) {
            faults.add("expected a provider's id of lower-case letters, digits and -, found `" + origin.id() + "` from "
                    + origin.classInJar());
            return;
        }
        Candidate first = byId.putIfAbsent(origin.id(), candidate);
        if (first != null) {
            faults.add("the provider id " + origin.id() + " is claimed twice: by "
                    + first.origin().classInJar() + " and by " + origin.classInJar() + "; remove one of the jars");
        }
    }

    private String notFound(String id) {
        String found = byId.values().stream()
                .map(candidate -> candidate.origin().withJar())
                .sorted()
                .collect(Collectors.joining(", "));
        String message = "no provider `" + id + "`; found: " + (found.isEmpty() ? "none" : found);
        if (broken.isEmpty()) {
            return message;
        }
        String jars = broken.stream().map(BrokenPlugin::jar).distinct().collect(Collectors.joining(", "));
        return message + "; it may be in a jar that cannot be used: " + jars + " (see the log)";
    }

    private void log() {
        for (DiscoveredProvider provider : providers) {
            LOG.debug("Found provider {} {} in {}", provider.id(), provider.version(), provider.jar());
        }
        for (BrokenPlugin plugin : broken) {
            LOG.warn("Plugin {} cannot be used: {}", plugin.jar(), plugin.reason());
        }
    }
}
