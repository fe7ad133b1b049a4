package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.idp.Account;
import org.mailcloak.store.Alias;

/**
 * Compares the accounts that an alias leads to with those that its targets are bound to, by their ids: a later account with
 * the same login or address inherits nothing.
 */
final class Bindings {

    private final String providerId;
    private final AliasBinder binder;

    /** @param providerId empty: nothing is bound, and nothing is compared */
    Bindings(String providerId, AliasBinder binder) {
        this.providerId = providerId;
        this.binder = binder;
    }

    /** Whether the target was resolved before. */
    boolean isBound(Alias alias, String target) {
        return !providerId.isEmpty() && alias.accountOf(target).isPresent();
    }

    /** Whether the target is bound to another account. */
    boolean isOthers(Alias alias, String target, Account account) {
        Optional<String> bound = providerId.isEmpty() ? Optional.empty() : alias.accountOf(target);
        return bound.isPresent() && !isId(bound.get(), account);
    }

    /**
     * Returns whether the accounts that have a target are those that it may lead to: the one that it is bound to is
     * among them, or it is bound to none. Notifies the binder.
     *
     * @param accounts not empty
     */
    boolean accepts(Alias alias, String target, List<Account> accounts) {
        if (providerId.isEmpty()) {
            return true;
        }
        Optional<String> bound = alias.accountOf(target);
        if (bound.isEmpty()) {
            if (accounts.size() == 1) {
                binder.resolved(alias, target, id(accounts.get(0)));
            }
            return true;
        }
        for (Account account : accounts) {
            if (isId(bound.get(), account)) {
                binder.confirmed(alias, target);
                return true;
            }
        }
        binder.changed(alias, target, id(accounts.get(0)));
        return false;
    }

    void unknown(Alias alias, String target) {
        binder.unknown(alias, target);
    }

    private String id(Account account) {
        return providerId + ':' + account.id();
    }

    /** Part of every message to or from an alias, so nothing is made for it. */
    private boolean isId(String bound, Account account) {
        return bound.length() == providerId.length() + 1 + account.id().length()
                && bound.startsWith(providerId)
                && bound.charAt(providerId.length()) == ':'
                && bound.endsWith(account.id());
    }
}
