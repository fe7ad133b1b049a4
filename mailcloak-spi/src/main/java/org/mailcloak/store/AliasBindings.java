package org.mailcloak.store;

import java.util.List;

/**
 * The accounts that the targets of aliases were bound to, so that a later account with the same login inherits nothing.
 * A binding belongs to an alias and to the text of a target: it ends when any program deletes the alias or takes that
 * target from it. Methods throw {@link StoreException} if the store refuses or fails.
 */
public interface AliasBindings {

    /** All bindings, in the order of aliases, then of targets. */
    List<AliasBinding> list();

    /**
     * Binds a target that is not bound yet.
     *
     * @param target as the alias holds it
     * @param accountId {@code providerId:accountId}
     * @return false if the target is bound already, or the alias has no such target
     */
    boolean bind(AliasAddress alias, String target, String accountId);

    /**
     * Binds a target to this account, in place of another one if it was bound.
     *
     * @return false if the alias has no such target
     */
    boolean rebind(AliasAddress alias, String target, String accountId);

    /**
     * Binds those that are not bound yet, in one change of the store. One whose account id names no account is left out.
     *
     * @param wanted {@link AliasBinding#boundAt} is not used
     * @return how many were bound now
     */
    int bindAll(List<AliasBinding> wanted);

    /** @throws StoreException if the text is no {@code providerId:accountId} */
    static void checkAccountId(String accountId) {
        int colon = accountId.indexOf(':');
        if (colon <= 0 || colon == accountId.length() - 1 || accountId.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("'" + accountId + "' names no account: expected providerId:accountId");
        }
    }
}
