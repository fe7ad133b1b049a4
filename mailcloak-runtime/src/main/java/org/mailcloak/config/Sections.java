package org.mailcloak.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.mailcloak.config.Section.Entry;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The sections that the host's keys stand in, by name; {@link ConfigurationKeys#PROVIDER_SECTION} is the chosen provider's. */
final class Sections {

    private final Map<String, Section> byName = new HashMap<>();

    void put(String name, Section section) {
        byName.put(name, section);
    }

    /** A section that the file does not have is an empty one. */
    Section of(String name) {
        Section section = byName.get(name);
        return section == null ? Section.absent(name) : section;
    }

    Section of(KeyDefinition<?> key) {
        return of(key.section());
    }

    Set<String> names() {
        return new HashSet<>(byName.keySet());
    }

    void forEach(BiConsumer<String, Section> action) {
        byName.forEach(action);
    }

    Optional<Entry> given(KeyDefinition<?> key) {
        return of(key).given(key.name());
    }

    /** The key with the provider's id in it. */
    String nameOf(KeyDefinition<?> key) {
        return of(key).keyOf(key.name());
    }

    /** Where the key's value stands, if it is given. */
    Optional<Mark> placeOf(KeyDefinition<?> key) {
        return given(key).flatMap(entry -> entry.value().getStartMark());
    }
}
