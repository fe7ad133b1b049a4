package org.mailcloak.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/** The owners of one address, as they are found. For one thread. */
final class OwnerCollector {

    private final RuleContext sources;
    private final Map<String, Ownership.Owner> byLogin = new LinkedHashMap<>();
    private Optional<String> unavailable = Optional.empty();
    private boolean users;

    OwnerCollector(RuleContext sources) {
        this.sources = sources;
    }

    /** Whether there is a user among them, or may be one who could not be asked for. */
    boolean hasUsers() {
        return users || unavailable.isPresent();
    }

    void addApps(EmailAddress address) {
        sources.appsSendingAs(address).forEach(id -> put(id, Ownership.Standing.MAY_SEND));
    }

    void addAccounts(LookupResult lookup) {
        if (lookup instanceof LookupResult.Found found) {
            found.accounts().forEach(this::add);
        } else if (lookup instanceof LookupResult.Unavailable failure) {
            unavailable(failure.reason());
        }
    }

    /** Notes that an alias, active or not, has the address: all others are kept away. */
    void heldByAlias() {
        users = true;
    }

    /** Who gets the mail of an alias in the end. */
    void addUsers(List<AliasUsers.Found> all) {
        for (AliasUsers.Found found : all) {
            if (!found.changed()) {
                found.accounts().forEach(this::add);
            }
            found.group().ifPresent(this::addMembers);
            if (found.unavailable().isPresent()) {
                unavailable(found.unavailable().get());
            } else if (!found.login().isEmpty()) {
                add(found.login(), LoginNames.unique(sources.user(found.login())));
            }
        }
    }

    /**
     * Adds the members of the group, if they may send as it. A group that lets no account send keeps all others away
     * all the same.
     */
    void addMembers(GroupLookup lookup) {
        if (lookup instanceof GroupLookup.Found found) {
            users = true;
            addMembers(found.group());
        } else if (lookup instanceof GroupLookup.Broken) {
            users = true;
        } else {
            lookup.failure().ifPresent(this::unavailable);
        }
    }

    private void addMembers(MailGroup group) {
        switch (group.sendAs()) {
            case MEMBERS -> {
                group.members().forEach(this::add);
                sources.localContacts(group).forEach(contact -> addAccounts(sources.owners(contact)));
            }
            case NONE -> {}
        }
    }

    void unavailable(String why) {
        unavailable = Optional.of(why);
    }

    Ownership ownership() {
        return unavailable.isPresent()
                ? new Ownership.Unavailable(unavailable.get())
                : new Ownership.Known(List.copyOf(byLogin.values()));
    }

    private void add(String login, LookupResult lookup) {
        if (lookup instanceof LookupResult.NotFound) {
            put(login, Ownership.Standing.NO_ACCOUNT);
        } else {
            addAccounts(lookup);
        }
    }

    private void add(Account account) {
        users = true;
        put(
                account.loginName(),
                switch (account.state()) {
                    case ACTIVE -> Ownership.Standing.MAY_SEND;
                    case SEND_BLOCKED, DISABLED -> Ownership.Standing.BLOCKED;
                });
    }

    /** Adds a login. An application and a user can have the same name: the one that may send counts. */
    private void put(String login, Ownership.Standing standing) {
        byLogin.merge(
                LoginNames.normal(login),
                new Ownership.Owner(login, standing),
                (old, fresh) -> old.standing() == Ownership.Standing.MAY_SEND ? old : fresh);
    }
}
