package org.mailcloak.testkit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Domains;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** Guarded by the store's lock. */
final class InMemoryDomains implements Domains {

    private final InMemoryLock lock;
    private final InMemoryAliases aliases;
    private final SortedMap<MailDomain, LocalDomain> rows = new TreeMap<>();

    InMemoryDomains(InMemoryLock lock, InMemoryAliases aliases) {
        this.lock = lock;
        this.aliases = aliases;
    }

    @Override
    public List<LocalDomain> list() {
        return lock.read(() -> List.copyOf(rows.values()));
    }

    @Override
    public void add(MailDomain domain) {
        lock.write(() -> {
            enable(domain);
            return true;
        });
    }

    @Override
    public boolean delete(MailDomain domain) {
        return lock.write(() -> {
            checkNotATarget(domain);
            aliases.deleteAllOf(domain);
            return rows.remove(domain) != null;
        });
    }

    @Override
    public boolean setEnabled(MailDomain domain, boolean enabled) {
        return lock.write(
                () -> change(domain, row -> new LocalDomain(row.name(), enabled, row.aliasOf(), row.unknownHost())));
    }

    @Override
    public void alias(MailDomain alias, MailDomain target) {
        lock.write(() -> {
            LocalDomain found = rows.get(target);
            if (found == null || found.aliasOf().isPresent() || alias.equals(target)) {
                throw new StoreException("Domain " + target + " is no domain of its own in the store");
            }
            checkNotATarget(alias);
            if (aliases.hasAnyOf(alias)) {
                throw new StoreException("Domain " + alias + " has aliases of its own");
            }
            enable(alias);
            return change(
                    alias,
                    row -> new LocalDomain(row.name(), row.enabled(), Optional.of(target.name()), row.unknownHost()));
        });
    }

    @Override
    public boolean unalias(MailDomain alias) {
        return lock.write(() -> isAlias(alias)
                && change(
                        alias, row -> new LocalDomain(row.name(), row.enabled(), Optional.empty(), row.unknownHost())));
    }

    @Override
    public boolean setUnknownHost(MailDomain domain, Optional<String> nextHop) {
        nextHop.ifPresent(hop -> LocalDomain.checkNextHop(domain, hop));
        return lock.write(
                () -> change(domain, row -> new LocalDomain(row.name(), row.enabled(), row.aliasOf(), nextHop)));
    }

    boolean has(MailDomain domain) {
        return rows.containsKey(domain);
    }

    boolean isAlias(MailDomain domain) {
        return find(domain).flatMap(LocalDomain::aliasOf).isPresent();
    }

    boolean isEnabled(MailDomain domain) {
        return find(domain)
                .filter(row -> row.enabled()
                        && (row.aliasOf().isEmpty() || target(domain).isPresent()))
                .isPresent();
    }

    /** The domain that this enabled one stands for, if that is enabled and one of its own. */
    Optional<MailDomain> target(MailDomain domain) {
        return find(domain)
                .filter(LocalDomain::enabled)
                .flatMap(LocalDomain::aliasOf)
                .flatMap(MailDomain::parse)
                .filter(target -> !isAlias(target) && isEnabled(target));
    }

    Optional<String> unknownHost(MailDomain domain) {
        return find(domain).filter(row -> isEnabled(domain)).flatMap(LocalDomain::unknownHost);
    }

    private Optional<LocalDomain> find(MailDomain domain) {
        return Optional.ofNullable(rows.get(domain));
    }

    private void enable(MailDomain domain) {
        rows.merge(
                domain,
                new LocalDomain(domain.name(), true),
                (row, fresh) -> new LocalDomain(row.name(), true, row.aliasOf(), row.unknownHost()));
    }

    private boolean change(MailDomain domain, UnaryOperator<LocalDomain> change) {
        return rows.computeIfPresent(domain, (key, row) -> change.apply(row)) != null;
    }

    private void checkNotATarget(MailDomain domain) {
        rows.values().stream()
                .filter(row -> row.aliasOf().filter(domain.name()::equals).isPresent())
                .findFirst()
                .ifPresent(row -> {
                    throw new StoreException("Domain " + row.name() + " is an alias of " + domain);
                });
    }
}
