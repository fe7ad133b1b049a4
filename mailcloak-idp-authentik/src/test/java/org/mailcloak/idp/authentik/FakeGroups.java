package org.mailcloak.idp.authentik;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The groups in the fake authentik, with their filters and permissions. */
final class FakeGroups {

    /** Through which the token's account has its role. */
    static final StoredGroup READERS = StoredGroup.of("mail readers").holding(FakeAuthentik.OWNER.pk());

    private final List<StoredGroup> groups = new CopyOnWriteArrayList<>(List.of(READERS));
    private volatile Optional<Set<String>> sight = Optional.empty();
    private volatile boolean oldVersion;

    void add(StoredGroup... more) {
        groups.addAll(List.of(more));
    }

    /** Groups without an address and without members. */
    void addMany(String prefix, int count) {
        groups.addAll(IntStream.range(0, count)
                .mapToObj(i -> StoredGroup.of(prefix + i))
                .toList());
    }

    void remove(String name) {
        groups.removeIf(group -> group.name().equals(name));
    }

    /** From now on the token sees these only. */
    void seeOnly(String... names) {
        sight = Optional.of(Set.of(names));
    }

    /** Behaves as version 2024.2. */
    void beOld() {
        oldVersion = true;
    }

    private List<StoredGroup> seen() {
        return groups.stream()
                .filter(group -> sight.isEmpty() || sight.get().contains(group.name()))
                .toList();
    }

    boolean isNoneSeen() {
        return seen().isEmpty();
    }

    /** Direct membership; hidden groups count too. */
    List<StoredGroup> of(long user) {
        return groups.stream().filter(group -> group.users().contains(user)).toList();
    }

    Set<Long> usersOf(List<String> pks) {
        return groups.stream()
                .filter(group -> pks.contains(group.pk()))
                .flatMap(group -> group.users().stream())
                .collect(Collectors.toSet());
    }

    boolean has(String pk) {
        return groups.stream().anyMatch(group -> group.pk().equals(pk));
    }

    Optional<JsonObject> detail(String pk) {
        return seen().stream()
                .filter(group -> group.pk().equals(pk))
                .findFirst()
                .map(this::shown);
    }

    List<StoredGroup> found(Map<String, List<String>> query) {
        return seen().stream()
                .filter(group -> one(query, "name").map(group.name()::equals).orElse(true))
                .filter(group -> one(query, "search")
                        .map(search -> UserFilters.isFound(search, group.name()))
                        .orElse(true))
                .filter(group -> one(query, "attributes")
                        .map(json -> UserFilters.hasAttributes(group.attributes(), json))
                        .orElse(true))
                .sorted(Comparator.comparing(StoredGroup::pk))
                .toList();
    }

    private static Optional<String> one(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }

    JsonObject shown(StoredGroup group) {
        List<StoredGroup> children = groups.stream()
                .filter(other -> other.parents().contains(group.name()))
                .toList();
        return oldVersion ? group.shownByOldVersion() : group.shown(children);
    }
}
