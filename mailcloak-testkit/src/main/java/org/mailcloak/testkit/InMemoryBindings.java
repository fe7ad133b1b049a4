package org.mailcloak.testkit;

import java.util.List;
import java.util.Optional;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.StoreException;

/** Guarded by the store's lock; the aliases hold them. The time of binding is not kept: it is the epoch. */
final class InMemoryBindings implements AliasBindings {

    private final InMemoryLock lock;
    private final InMemoryAliases aliases;

    InMemoryBindings(InMemoryLock lock, InMemoryAliases aliases) {
        this.lock = lock;
        this.aliases = aliases;
    }

    @Override
    public List<AliasBinding> list() {
        return lock.read(aliases::bindings);
    }

    @Override
    public boolean bind(AliasAddress alias, String target, String accountId) {
        AliasBindings.checkAccountId(accountId);
        return lock.write(() -> bindIfUnbound(alias, target, accountId));
    }

    @Override
    public boolean rebind(AliasAddress alias, String target, String accountId) {
        AliasBindings.checkAccountId(accountId);
        return lock.write(() -> aliases.bind(alias, target, accountId));
    }

    @Override
    public int bindAll(List<AliasBinding> wanted) {
        return (int) wanted.stream()
                .filter(row -> AliasAddress.parse(row.alias())
                        .filter(alias -> bindIfPossible(alias, row))
                        .isPresent())
                .count();
    }

    private boolean bindIfPossible(AliasAddress alias, AliasBinding row) {
        try {
            return bind(alias, row.target(), row.accountId());
        } catch (StoreException namesNoAccount) {
            return false;
        }
    }

    private boolean bindIfUnbound(AliasAddress alias, String target, String accountId) {
        Optional<String> bound = aliases.find(alias).flatMap(row -> row.accountOf(target));
        return bound.isEmpty() && aliases.bind(alias, target, accountId);
    }
}
