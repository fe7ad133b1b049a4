package org.mailcloak.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The entries of one mapping of the file, each key once, {@code <<} merged in. */
final class Section {

    /** A key as it stands in the file, and its value. */
    record Entry(Node key, Node value) {}

    private final String path;
    private final Optional<Mark> place;
    private final Map<String, Entry> entries;

    /**
     * @param path the section's own key; empty for the whole file
     * @param place where the section begins, if the file has it
     */
    Section(String path, Optional<Mark> place, Map<String, Entry> entries) {
        this.path = path;
        this.place = place;
        this.entries = new LinkedHashMap<>(entries);
    }

    static Section absent(String path) {
        return new Section(path, Optional.empty(), Map.of());
    }

    Optional<Mark> place() {
        return place;
    }

    Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** The entry, unless its value is null or an empty text. */
    Optional<Entry> given(String name) {
        return entry(name).filter(entry -> !Scalars.isAbsent(entry.value()));
    }

    Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Takes an entry out, for a key that has moved. */
    Optional<Entry> remove(String name) {
        return Optional.ofNullable(entries.remove(name));
    }

    void put(String name, Entry entry) {
        entries.put(name, entry);
    }

    /** The full key of an entry. */
    String keyOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Reports every key that is not among the known ones. */
    void refuseUnknown(Set<String> known, Problems problems) {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                String hint = EditDistance.nearest(name, known)
                        .map(near -> ", did you mean " + keyOf(near) + "?")
                        .orElseGet(() -> "; known here: " + String.join(", ", new TreeSet<>(known)));
                problems.error(entry.key(), keyOf(MessageText.key(name)), "unknown key" + hint);
            }
        });
    }

    /** This section, with the other's entries for the keys that are not given here. */
    Section completedBy(Section other) {
        Section completed = new Section(path, place.or(other::place), entries);
        other.entries.forEach((name, entry) -> {
            if (given(name).isEmpty()) {
                completed.put(name, entry);
            }
        });
        return completed;
    }

    Section startingAt(Optional<Mark> mark) {
        return new Section(path, mark, entries);
    }
}
