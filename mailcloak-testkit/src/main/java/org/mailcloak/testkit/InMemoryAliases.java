package org.mailcloak.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.StoreException;

/** Guarded by the store's lock. */
final class InMemoryAliases implements Aliases {

    private final InMemoryMailStore store;
    private final SortedMap<AliasAddress, Alias> rows = new TreeMap<>(Comparator.comparing(AliasAddress::toString));

    InMemoryAliases(InMemoryMailStore store) {
        this.store = store;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        return store.read(() -> rows.values().stream()
                .filter(alias -> login.isEmpty() || alias.targets().anyMatch(login.get()::equalsIgnoreCase))
                .toList());
    }

    @Override
    public void add(AliasAddress alias, String login, List<String> also) {
        Alias.checkTargets(login, also);
        store.write(() -> {
            if (!store.hasDomain(alias.domain())) {
                throw new StoreException("Domain " + alias.domain() + " is not in the store");
            }
            List<String> further = also.stream()
                    .filter(target -> !target.equals(login))
                    .distinct()
                    .sorted()
                    .toList();
            rows.put(alias, new Alias(alias.toString(), login, further, true));
            return true;
        });
    }

    @Override
    public boolean delete(AliasAddress alias) {
        return store.write(() -> rows.remove(alias) != null);
    }

    @Override
    public boolean setEnabled(AliasAddress alias, boolean enabled) {
        return store.write(() ->
                rows.computeIfPresent(alias, (key, row) -> new Alias(row.address(), row.login(), row.also(), enabled))
                        != null);
    }

    Optional<Alias> find(AliasAddress alias) {
        return Optional.ofNullable(rows.get(alias));
    }

    void deleteAllOf(MailDomain domain) {
        rows.keySet().removeIf(alias -> alias.domain().equals(domain));
    }
}
