package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is documented about one key of the configuration file.
 *
 * @param key the full key, such as {@code sqlite.path}; {@code PROVIDER} in it stands for the id of the provider
 * @param description prose for people, without line ends
 * @param example a value as it is written in the file
 * @param defaultValue the value that an absent key has, as it would be written in the file; empty if there is none
 * @param required whether a file without the key is refused
 */
public record ConfigurationKey(
        String key, String description, String example, Optional<String> defaultValue, boolean required) {

    public ConfigurationKey {
        requireNonNull(key, "key");
        requireNonNull(description, "description");
        requireNonNull(example, "example");
        requireNonNull(defaultValue, "defaultValue");
    }
}
