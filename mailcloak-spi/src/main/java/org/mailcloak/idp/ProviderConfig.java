package org.mailcloak.idp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one provider, already checked against {@link IdentityProviderFactory#settings()}: a required setting
 * is there, and every value is of its {@link Setting.Kind}.
 *
 * <p>Immutable. The getters throw {@link ProviderConfigException} for a key that the factory did not declare with that
 * kind, which is a bug in the plugin.
 */
public final class ProviderConfig {

    /** The default of {@code policy.group_member_limit}. */
    public static final int DEFAULT_GROUP_MEMBER_LIMIT = 1000;

    private final String providerId;
    private final Path stateDatabase;
    private final Map<String, Object> values;
    private final int groupMemberLimit;

    /**
     * As {@link #ProviderConfig(String, Path, Map, int)}, with {@link #DEFAULT_GROUP_MEMBER_LIMIT}.
     */
    public ProviderConfig(String providerId, Path stateDatabase, Map<String, Object> values) {
        this(providerId, stateDatabase, values, DEFAULT_GROUP_MEMBER_LIMIT);
    }

    /**
     * For hosts and tests; a provider gets one handed.
     *
     * @param providerId the id under which the provider is configured
     * @param stateDatabase path of Mailcloak's own database ({@code sqlite.path})
     * @param values by key: {@code String}, {@code URI}, {@code Path}, {@code List<String>}, {@code Boolean},
     *     {@code Long}, {@code Duration} or {@link Secret}
     * @param groupMemberLimit see {@link #groupMemberLimit}
     */
    public ProviderConfig(String providerId, Path stateDatabase, Map<String, Object> values, int groupMemberLimit) {
        if (groupMemberLimit < 1) {
            throw new IllegalArgumentException("A group has at least one member, not " + groupMemberLimit);
        }
        this.providerId = providerId;
        this.stateDatabase = stateDatabase;
        this.values = Map.copyOf(values);
        this.groupMemberLimit = groupMemberLimit;
    }

    public String providerId() {
        return providerId;
    }

    /** Path of Mailcloak's own database, where the embedded {@code local} provider keeps its users. */
    public Path stateDatabase() {
        return stateDatabase;
    }

    /**
     * How many members a group with an address may have ({@code policy.group_member_limit}), contacts and members of groups
     * within it included, from 1. A provider counts before it reads: a larger group is {@link GroupLookup.Broken}, however
     * many there are.
     */
    public int groupMemberLimit() {
        return groupMemberLimit;
    }

    public Optional<String> text(String key) {
        return value(key, String.class);
    }

    public Optional<URI> url(String key) {
        return value(key, URI.class);
    }

    public Optional<Path> path(String key) {
        return value(key, Path.class);
    }

    /** The list, or an empty one if the setting is absent. */
    @SuppressWarnings("unchecked") // the host put a List<String> there for Kind.LIST
    public List<String> list(String key) {
        return value(key, List.class).map(list -> (List<String>) list).orElse(List.of());
    }

    public boolean flag(String key, boolean ifAbsent) {
        return value(key, Boolean.class).orElse(ifAbsent);
    }

    public long number(String key, long ifAbsent) {
        return value(key, Long.class).orElse(ifAbsent);
    }

    public Duration duration(String key, Duration ifAbsent) {
        return value(key, Duration.class).orElse(ifAbsent);
    }

    public Optional<Secret> secret(String key) {
        return value(key, Secret.class);
    }

    /** The value of a setting that the factory declared as required. */
    public static <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> new ProviderConfigException("Setting " + key + " is missing"));
    }

    private <T> Optional<T> value(String key, Class<T> type) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new ProviderConfigException("Setting idp." + providerId + "." + key + " was declared as "
                    + value.getClass().getSimpleName() + " and is read as " + type.getSimpleName());
        }
        return Optional.of(type.cast(value));
    }

    /** The same settings with another database. */
    public ProviderConfig withStateDatabase(Path database) {
        return new ProviderConfig(providerId, database, values, groupMemberLimit);
    }

    /** Equal if a provider made of the one would be made like a provider made of the other. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProviderConfig config
                && providerId.equals(config.providerId)
                && stateDatabase.equals(config.stateDatabase)
                && values.equals(config.values)
                && groupMemberLimit == config.groupMemberLimit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(providerId, stateDatabase, values, groupMemberLimit);
    }

    /** Names the provider and the keys that are set; no values. */
    @Override
    public String toString() {
        return "ProviderConfig[" + providerId + ", " + values.keySet() + "]";
    }
}
