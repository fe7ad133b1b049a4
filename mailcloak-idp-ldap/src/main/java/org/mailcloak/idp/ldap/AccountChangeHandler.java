package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

/**
 * A target of a change feed that reports which accounts change when their entries do. Of each entry it keeps what
 * stands for its content, so that a modification of an attribute that is never read (such as the time of the last
 * login) is not reported. For one thread.
 */
final class AccountChangeHandler implements SyncTarget {

    private static final long NONE = 0;

    private final AccountLookups people;
    private final ChangeListener host;
    private final boolean contactsMatter;
    private final Map<UUID, Known> known = new HashMap<>();
    private boolean complete;

    /** @param contactsMatter whether an entry without a login may be a member of a group that takes mail */
    AccountChangeHandler(AccountLookups people, ChangeListener host, boolean contactsMatter) {
        this.people = people;
        this.host = host;
        this.contactsMatter = contactsMatter;
    }

    /**
     * What is remembered of an entry.
     *
     * @param isAccount whether it has a login name
     * @param furtherLogins stands for {@link EntryMapper#furtherLogins}, {@link #NONE} for none: an answer about such a
     *     name may be about another account so far, and a change reports the first name only
     * @param readable whether it is shown whole
     * @param id of the account; null: the entry's own, or it is not readable
     */
    private record Known(
            long content,
            boolean isAccount,
            long furtherLogins,
            boolean readable,
            @Nullable String id) {

        String id(UUID entry) {
            return id == null ? entry.toString() : id;
        }
    }

    /** What is there when the feed begins for the first time is no change: what was answered until then has its TTL. */
    @Override
    public void upserted(UUID entryId, SearchResultEntry entry) {
        long content = Fingerprint.of(entry);
        Known before = known.get(entryId);
        if (before != null && before.content == content) {
            return;
        }
        Known now = known(entryId, entry, content);
        if (complete) {
            tell(entryId, before, now, entry);
        }
        known.put(entryId, now);
    }

    private void tell(UUID entryId, @Nullable Known before, Known now, SearchResultEntry entry) {
        boolean wasAccount = before != null && before.isAccount;
        if ((before != null && !before.isAccount) || !now.isAccount) {
            contactChanged();
        }
        if (now.isAccount) {
            tell(entryId, wasAccount ? before : null, now, read(entry));
        } else if (before != null && before.isAccount) {
            gone(entryId, before);
        }
    }

    /** It has no address of its own here, but a group may lead to it. */
    private void contactChanged() {
        if (contactsMatter) {
            host.groupsChanged();
        }
    }

    private Known known(UUID entryId, SearchResultEntry entry, long content) {
        Optional<String> id = people.id(entry);
        List<String> further = people.furtherLogins(entry);
        return new Known(
                content,
                people.isAccount(entry),
                further.isEmpty() ? NONE : Fingerprint.of(further),
                id.isPresent(),
                id.filter(own -> !own.equals(entryId.toString())).orElse(null));
    }

    private Optional<Account> read(SearchResultEntry entry) {
        try {
            return Optional.of(people.read(entry));
        } catch (LdapUnavailableException e) {
            return Optional.empty();
        }
    }

    /** An entry that cannot be read makes every look-up that finds it unavailable, and which these are is not known. */
    private void tell(UUID entryId, @Nullable Known before, Known now, Optional<Account> account) {
        boolean isClear = account.isPresent()
                && (before == null || before.readable)
                && now.furtherLogins == (before == null ? NONE : before.furtherLogins);
        if (!isClear) {
            host.everythingMayHaveChanged();
            return;
        }
        if (before != null && !before.id(entryId).equals(now.id(entryId))) {
            host.accountChanged(AccountChange.gone(before.id(entryId)));
        }
        host.accountChanged(AccountChange.to(account.get()));
    }

    @Override
    public void deleted(UUID entryId) {
        Known before = known.remove(entryId);
        if (before != null && !before.isAccount) {
            contactChanged();
        } else {
            gone(entryId, before);
        }
    }

    private void gone(UUID entryId, @Nullable Known before) {
        if (before != null && before.readable) {
            host.accountChanged(AccountChange.gone(before.id(entryId)));
        } else {
            host.everythingMayHaveChanged();
        }
    }

    @Override
    public void refreshBegun() {}

    @Override
    public void refreshed() {
        complete = true;
    }
}
