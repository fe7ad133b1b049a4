package org.mailcloak.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A configuration that was read and may be wrong. Which settings the provider takes is known only once its factory is
 * found, so the host asks for {@link #providerId()}, calls {@link #bind} or {@link #refuseProvider}, and then
 * {@link #finish()}, which reports everything at once. Only for one thread.
 */
public final class ConfigurationDraft {

    private final String fileName;
    private final Problems problems;
    private final ConfigurationValues values;
    private final Sections sections;
    private Optional<Map<String, Object>> settings = Optional.empty();
    private List<Setting> declared = List.of();

    ConfigurationDraft(String fileName, Problems problems, ConfigurationValues values, Sections sections) {
        this.fileName = fileName;
        this.problems = problems;
        this.values = values;
        this.sections = sections;
    }

    /** A file of which nothing is known but what is wrong with it. */
    static ConfigurationDraft unreadable(String fileName, Problems problems) {
        return new ConfigurationDraft(fileName, problems, new ConfigurationValues(), new Sections());
    }

    /** The chosen provider's id; empty if it is missing or unusable, which {@link #finish()} reports. */
    public Optional<String> providerId() {
        return values.find(ConfigurationKeys.IDP_PROVIDER);
    }

    /** {@code plugins.directory}; empty: the default place. */
    public Optional<Path> pluginsDirectory() {
        return values.find(ConfigurationKeys.PLUGINS_DIRECTORY);
    }

    /** {@code sqlite.path}; empty if it is missing or unusable, which {@link #finish()} reports. */
    public Optional<Path> database() {
        return values.find(ConfigurationKeys.SQLITE_PATH);
    }

    /** {@code policy.recipient_delimiter}; empty if there is none. */
    public Optional<String> recipientDelimiter() {
        return values.find(ConfigurationKeys.RECIPIENT_DELIMITER);
    }

    /** The sockets, for a host that opens them first; empty if anything is wrong with the file so far. */
    public Optional<SocketsSection> sockets() {
        return problems.isEmpty() ? Optional.of(values.sockets()) : Optional.empty();
    }

    /** {@code daemon.user}; empty: the process stays what it is. */
    public Optional<String> daemonUser() {
        return values.find(ConfigurationKeys.DAEMON_USER);
    }

    /** How to log from now on: what the file says, and the defaults where it says nothing that can be used. */
    public LogSection log() {
        LogSection defaults = LogSection.DEFAULTS;
        return new LogSection(
                values.find(ConfigurationKeys.LOG_LEVEL).orElse(defaults.level()),
                values.find(ConfigurationKeys.LOG_ADDRESSES).orElse(defaults.addresses()),
                values.find(ConfigurationKeys.LOG_FORMAT).orElse(defaults.format()));
    }

    /** What works and should be changed, sorted by line; for a host that stops before {@link #finish()}. */
    public List<Problem> warnings() {
        return problems.warnings();
    }

    /**
     * Checks the provider's section against the settings that its factory declares, and reads the files that hold
     * secrets; takes its advice where the file does not say. A factory that fails to declare these is a problem too.
     *
     * @throws IllegalStateException if the file names no provider
     */
    public void bind(IdentityProviderFactory factory) {
        String id = providerId().orElseThrow(() -> new IllegalStateException("The configuration names no provider"));
        Section section = sections.of(ConfigurationKeys.PROVIDER_SECTION);
        Optional<Duration> loginTtl;
        try {
            declared = List.copyOf(factory.settings());
            loginTtl = factory.loginTtl();
        } catch (RuntimeException | LinkageError e) {
            refuseProvider("the provider " + id + " cannot tell its settings: " + e);
            return;
        }
        Optional<Mark> place = section.place().or(() -> sections.placeOf(ConfigurationKeys.IDP_PROVIDER));
        loginTtl.ifPresent(ttl -> adviseLoginTtl(id, ttl));
        settings = Optional.of(new ProviderBinder(section, place, problems).bind(declared));
    }

    private void adviseLoginTtl(String providerId, Duration ttl) {
        if (ttl.isNegative()) {
            refuseProvider("the provider " + providerId + " advises a loginTtl of " + ttl + ", which is negative");
        } else if (values.find(ConfigurationKeys.LOGIN_TTL).isEmpty()
                && !values.find(ConfigurationKeys.MIRROR).orElse(false)) {
            values.put(ConfigurationKeys.LOGIN_TTL, ttl);
        }
    }

    /**
     * The chosen provider cannot be used: reported at {@code idp.provider}.
     *
     * @param message what is wrong, and what was found instead
     */
    public void refuseProvider(String message) {
        problems.error(
                sections.placeOf(ConfigurationKeys.IDP_PROVIDER),
                ConfigurationKeys.IDP_PROVIDER.doc().key(),
                message);
    }

    /**
     * What the provider refuses by itself, which does not know where its settings stand: at the setting that its message
     * begins with, or at its section.
     */
    public Problem refusal(ProviderConfigException refused) {
        String message = String.valueOf(refused.getMessage());
        String key = message.split("[: ]", 2)[0];
        Section section = sections.of(ConfigurationKeys.PROVIDER_SECTION);
        Optional<Section.Entry> setting = section.given(key);
        Optional<Mark> place =
                setting.flatMap(entry -> entry.value().getStartMark()).or(section::place);
        return setting.isPresent() && message.startsWith(key + ": ")
                ? Problems.problem(place, section.keyOf(key), message.substring(key.length() + 2))
                : Problems.problem(place, "idp." + providerId().orElse("PROVIDER"), message);
    }

    /** The directory of plugins cannot be used: reported at {@code plugins.directory}. */
    public void refusePluginsDirectory(String message) {
        problems.error(
                sections.placeOf(ConfigurationKeys.PLUGINS_DIRECTORY),
                ConfigurationKeys.PLUGINS_DIRECTORY.doc().key(),
                message);
    }

    /**
     * The configuration, with the provider's settings if {@link #bind} was called.
     *
     * @throws ConfigurationException with every problem of the file
     */
    public Configuration finish() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(fileName, problems.errors());
        }
        return values.configuration(settings, problems.warnings());
    }

    /**
     * What every key amounts to, in the order of the documentation, and behind them the settings of the provider if
     * {@link #bind} was called. No secret is in it.
     *
     * @throws ConfigurationException with every problem of the file, as a value that cannot be used amounts to nothing
     */
    public List<EffectiveValue> effectiveValues() {
        finish();
        return new EffectiveValues(sections, values, declared).list();
    }
}
