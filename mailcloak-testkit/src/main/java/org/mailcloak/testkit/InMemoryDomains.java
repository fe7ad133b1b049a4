package org.mailcloak.testkit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Domains;
import org.mailcloak.store.LocalDomain;

/** Guarded by the store's lock. */
final class InMemoryDomains implements Domains {

    private final InMemoryMailStore store;
    private final SortedMap<MailDomain, Boolean> rows = new TreeMap<>();

    InMemoryDomains(InMemoryMailStore store) {
        this.store = store;
    }

    @Override
    public List<LocalDomain> list() {
        return store.read(() -> rows.entrySet().stream()
                .map(row -> new LocalDomain(row.getKey().name(), row.getValue()))
                .toList());
    }

    @Override
    public void add(MailDomain domain) {
        store.write(() -> {
            rows.put(domain, true);
            return true;
        });
    }

    @Override
    public boolean delete(MailDomain domain) {
        return store.write(() -> {
            store.deleteAliasesOf(domain);
            return rows.remove(domain) != null;
        });
    }

    @Override
    public boolean setEnabled(MailDomain domain, boolean enabled) {
        return store.write(() -> rows.replace(domain, enabled) != null);
    }

    boolean has(MailDomain domain) {
        return rows.containsKey(domain);
    }

    boolean isEnabled(MailDomain domain) {
        return rows.getOrDefault(domain, false);
    }
}
