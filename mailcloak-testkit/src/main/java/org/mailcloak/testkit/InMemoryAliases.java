package org.mailcloak.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.Aliases;

/** Guarded by the store's lock. */
final class InMemoryAliases implements Aliases {

    private final InMemoryLock lock;
    private final Consumer<MailDomain> checkDomain;
    private final SortedMap<AliasAddress, Alias> rows = new TreeMap<>(Comparator.comparing(AliasAddress::toString));

    /** @param checkDomain throws if a domain cannot have aliases; called within the lock */
    InMemoryAliases(InMemoryLock lock, Consumer<MailDomain> checkDomain) {
        this.lock = lock;
        this.checkDomain = checkDomain;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        return lock.read(() -> rows.values().stream()
                .filter(alias -> login.isEmpty() || alias.targets().anyMatch(login.get()::equalsIgnoreCase))
                .toList());
    }

    @Override
    public void add(AliasAddress alias, String login, List<String> also, Optional<Instant> expiresAt) {
        Alias.checkTargets(login, also);
        lock.write(() -> {
            checkDomain.accept(alias.domain());
            List<String> further = also.stream()
                    .filter(target -> !target.equals(login))
                    .distinct()
                    .sorted()
                    .toList();
            Map<String, String> accounts =
                    new HashMap<>(find(alias).map(Alias::accounts).orElse(Map.of()));
            accounts.keySet().removeIf(target -> !target.equals(login) && !further.contains(target));
            rows.put(alias, new Alias(alias.toString(), login, further, true, accounts, toTheSecond(expiresAt)));
            return true;
        });
    }

    @Override
    public boolean delete(AliasAddress alias) {
        return lock.write(() -> rows.remove(alias) != null);
    }

    @Override
    public boolean setEnabled(AliasAddress alias, boolean enabled) {
        return lock.write(() -> change(
                alias,
                row -> new Alias(row.address(), row.login(), row.also(), enabled, row.accounts(), row.expiresAt())));
    }

    @Override
    public boolean setExpiry(AliasAddress alias, Optional<Instant> expiresAt) {
        return lock.write(() -> change(
                alias,
                row -> new Alias(
                        row.address(),
                        row.login(),
                        row.also(),
                        row.enabled(),
                        row.accounts(),
                        toTheSecond(expiresAt))));
    }

    Optional<Alias> find(AliasAddress alias) {
        return Optional.ofNullable(rows.get(alias));
    }

    /** Only within the store's lock. */
    List<AliasBinding> bindings() {
        return rows.values().stream()
                .flatMap(alias -> alias.accounts().entrySet().stream()
                        .map(row -> new AliasBinding(alias.address(), row.getKey(), row.getValue(), Instant.EPOCH))
                        .sorted(Comparator.comparing(AliasBinding::target)))
                .toList();
    }

    /** Only within {@link InMemoryLock#write}; false if the alias has no such target. */
    boolean bind(AliasAddress alias, String target, String accountId) {
        return find(alias).filter(row -> row.targets().anyMatch(target::equals)).isPresent()
                && change(alias, row -> {
                    Map<String, String> accounts = new HashMap<>(row.accounts());
                    accounts.put(target, accountId);
                    return new Alias(row.address(), row.login(), row.also(), row.enabled(), accounts, row.expiresAt());
                });
    }

    boolean hasAnyOf(MailDomain domain) {
        return rows.keySet().stream().anyMatch(alias -> alias.domain().equals(domain));
    }

    void deleteAllOf(MailDomain domain) {
        rows.keySet().removeIf(alias -> alias.domain().equals(domain));
    }

    private boolean change(AliasAddress alias, UnaryOperator<Alias> change) {
        return rows.computeIfPresent(alias, (key, row) -> change.apply(row)) != null;
    }

    private static Optional<Instant> toTheSecond(Optional<Instant> time) {
        return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS));
    }
}
