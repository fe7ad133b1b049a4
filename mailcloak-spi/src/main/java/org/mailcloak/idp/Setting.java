package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

/**
 * One setting of a provider.
 *
 * @param key the key below {@code idp.<id>}, such as {@code base_url}
 * @param kind what values it takes
 * @param required whether a configuration without it is refused
 * @param description one line for people, in the docs and in error messages
 */
public record Setting(String key, Kind kind, boolean required, String description) {

    /** What values a setting takes. */
    public enum Kind {
        /** Any text that is not blank. */
        TEXT,
        /** An {@code http} or {@code https} URL with a host. */
        URL,
        /** A path in the file system. */
        PATH,
        /** One text or a list of texts. */
        LIST,
        /** {@code true} or {@code false}. */
        FLAG,
        /** A whole number from 0. */
        NUMBER,
        /** A whole number of seconds from 0. */
        SECONDS,
        /** A text that is never logged; {@code <key>_file} names a file that holds it instead. */
        SECRET
    }

    public Setting {
        requireNonNull(kind, "kind");
        requireNonNull(description, "description");
        if (key.isBlank()) {
            throw new IllegalArgumentException("A setting needs a key");
        }
    }

    public static Setting required(String key, Kind kind, String description) {
        return new Setting(key, kind, true, description);
    }

    public static Setting optional(String key, Kind kind, String description) {
        return new Setting(key, kind, false, description);
    }
}
