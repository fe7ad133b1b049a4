package org.mailcloak.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.StoreException;

/** Guarded by the store's lock. */
final class InMemoryAliases implements Aliases {

    private final InMemoryMailStore store;
    private final SortedMap<EmailAddress, Alias> rows = new TreeMap<>(Comparator.comparing(EmailAddress::toString));

    InMemoryAliases(InMemoryMailStore store) {
        this.store = store;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        return store.read(() -> rows.values().stream()
                .filter(alias -> login.isEmpty() || alias.login().equalsIgnoreCase(login.get()))
                .toList());
    }

    @Override
    public void add(EmailAddress alias, String login) {
        store.write(() -> {
            if (!store.hasDomain(alias.domain())) {
                throw new StoreException("Domain " + alias.domain() + " is not in the store");
            }
            rows.put(alias, new Alias(alias.toString(), login, true));
            return true;
        });
    }

    @Override
    public boolean delete(EmailAddress alias) {
        return store.write(() -> rows.remove(alias) != null);
    }

    @Override
    public boolean setEnabled(EmailAddress alias, boolean enabled) {
        return store.write(() ->
                rows.computeIfPresent(alias, (key, row) -> new Alias(row.address(), row.login(), enabled)) != null);
    }

    Optional<String> find(EmailAddress alias) {
        return Optional.ofNullable(rows.get(alias)).filter(Alias::enabled).map(Alias::login);
    }

    void deleteAllOf(MailDomain domain) {
        rows.keySet().removeIf(alias -> alias.domain().equals(domain));
    }
}
