package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What one key of the configuration amounts to, for people to read.
 *
 * @param key the full key, with the id of the provider in it
 * @param value the value as the file would have it, on one line; a secret is hidden already; empty if the key has none
 * @param origin where the value comes from
 * @param description what the key means, with what holds where it has no value
 */
public record EffectiveValue(String key, Optional<String> value, Origin origin, String description) {

    /** Where a value comes from. */
    public enum Origin {
        /** The file gives it. */
        FILE,
        /** The file does not give it. */
        DEFAULT,
        /** The file does not give it, and the provider advises it. */
        PROVIDER,
        /** There is none: the description says what holds then. */
        UNSET
    }

    private static final String SECONDS = "_seconds";

    public EffectiveValue {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        requireNonNull(origin, "origin");
        requireNonNull(description, "description");
    }

    /** The unit of the value, which the name of the key ends with; empty if it has none. */
    public Optional<String> unit() {
        return key.endsWith(SECONDS) ? Optional.of("seconds") : Optional.empty();
    }
}
