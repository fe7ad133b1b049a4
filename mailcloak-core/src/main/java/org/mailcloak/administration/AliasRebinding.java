package org.mailcloak.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.StoreException;

/** What changes if aliases are bound to the accounts that now have the logins and addresses they lead to. */
public final class AliasRebinding {

    /**
     * One target that would be bound to another account.
     *
     * @param alias as it is stored
     * @param before empty: it was not bound
     */
    public record Change(String alias, String target, Optional<String> before, String after) {}

    private final List<Change> changes = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final AccountDirectory accounts;

    private AliasRebinding(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    /** Asks the provider for every target. */
    public static AliasRebinding of(List<Alias> aliases, AccountDirectory accounts) {
        AliasRebinding rebinding = new AliasRebinding(accounts);
        for (Alias alias : aliases) {
            alias.targets().distinct().forEach(target -> rebinding.look(alias, target));
        }
        return rebinding;
    }

    /** In the order of the aliases. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Returns the targets that stay as they are because their account cannot be determined; one line each. */
    public List<String> doubts() {
        return List.copyOf(doubts);
    }

    /**
     * Makes the changes; the caller makes one transaction of it.
     *
     * @throws StoreException if an alias has changed meanwhile
     */
    public void apply(AliasBindings bindings) {
        for (Change change : changes) {
            boolean done = AliasAddress.parse(change.alias())
                    .filter(alias -> bindings.rebind(alias, change.target(), change.after()))
                    .isPresent();
            if (!done) {
                throw new StoreException(
                        "Alias " + change.alias() + " has changed meanwhile: it has no target " + change.target());
            }
        }
    }

    private void look(Alias alias, String target) {
        if (target.equals(Alias.DISCARD)) {
            return;
        }
        LookupResult lookup = EmailAddress.parse(target)
                .map(address -> accounts.provider().findByAddress(address))
                .filter(byAddress -> !(byAddress instanceof LookupResult.NotFound))
                .orElseGet(() -> accounts.provider().findByLogin(target));
        lookup.fold(
                owners -> note(alias, target, owners),
                () -> alias.accountOf(target)
                        .map(before -> doubt(alias, target, "no account has this name or address"))
                        .orElse(true),
                reason -> doubt(alias, target, "the provider " + accounts.providerId() + " cannot say: " + reason));
    }

    private boolean note(Alias alias, String target, List<Account> owners) {
        if (owners.size() > 1) {
            return doubt(alias, target, "several accounts have this address");
        }
        String after = accounts.accountId(owners.get(0));
        Optional<String> before = alias.accountOf(target);
        return before.equals(Optional.of(after)) || changes.add(new Change(alias.address(), target, before, after));
    }

    private boolean doubt(Alias alias, String target, String why) {
        return doubts.add("alias " + alias.address() + ", target " + target + ": left as it is: " + why);
    }
}
