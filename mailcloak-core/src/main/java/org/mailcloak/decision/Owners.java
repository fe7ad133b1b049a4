package org.mailcloak.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/** The owners of one address, as they are found. For one thread. */
final class Owners {

    private final Sources sources;
    private final Map<String, Ownership.Owner> byLogin = new LinkedHashMap<>();
    private Optional<String> unavailable = Optional.empty();
    private boolean users;

    Owners(Sources sources) {
        this.sources = sources;
    }

    /** Whether there is a user among them, or may be one who could not be asked for. */
    boolean hasUsers() {
        return users || unavailable.isPresent();
    }

    void addApps(EmailAddress address) {
        sources.appsSendingAs(address).forEach(id -> put(id, Ownership.Standing.MAY_SEND));
    }

    void addAccounts(Lookup lookup) {
        if (lookup instanceof Lookup.Found found) {
            found.identities().forEach(this::add);
        } else if (lookup instanceof Lookup.Unavailable failure) {
            unavailable(failure.reason());
        }
    }

    /** The users of the alias, if it is in force. One that is not keeps everybody else away all the same. */
    void addUsers(Optional<Alias> alias) {
        users |= alias.isPresent();
        alias.filter(Alias::enabled)
                .map(found -> new AliasUsers(found, sources::isLocal))
                .ifPresent(found -> {
                    found.logins().forEach(login -> add(login, Logins.unique(sources.user(login))));
                    found.localAddresses().forEach(address -> addAccounts(sources.owners(address)));
                });
    }

    /** The members of the group, if they may send as it. One that lets nobody keeps everybody else away all the same. */
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
            case MEMBERS -> group.members().forEach(this::add);
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

    private void add(String login, Lookup lookup) {
        if (lookup instanceof Lookup.NotFound) {
            put(login, Ownership.Standing.NO_ACCOUNT);
        } else {
            addAccounts(lookup);
        }
    }

    private void add(Identity identity) {
        users = true;
        put(
                identity.loginName(),
                switch (identity.state()) {
                    case ACTIVE -> Ownership.Standing.MAY_SEND;
                    case SEND_BLOCKED, DISABLED -> Ownership.Standing.BLOCKED;
                });
    }

    /** An application and a user can have the same name: whoever may send counts. */
    private void put(String login, Ownership.Standing standing) {
        byLogin.merge(
                Logins.normal(login),
                new Ownership.Owner(login, standing),
                (old, fresh) -> old.standing() == Ownership.Standing.MAY_SEND ? old : fresh);
    }
}
