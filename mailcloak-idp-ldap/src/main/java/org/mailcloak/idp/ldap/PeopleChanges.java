package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;

/**
 * Tells which identities change while the people of a directory do. Of each entry it keeps what stands for its content, so
 * that a modification of something that is never read (when somebody last logged in) tells nobody. For one thread.
 */
final class PeopleChanges implements Content {

    private static final long NONE = 0;

    private final People people;
    private final ChangeListener host;
    private final Map<UUID, Known> known = new HashMap<>();
    private boolean complete;

    PeopleChanges(People people, ChangeListener host) {
        this.people = people;
        this.host = host;
    }

    /**
     * What is remembered of an entry.
     *
     * @param furtherLogins stands for {@link PersonReader#furtherLogins}, {@link #NONE} for none: an answer about such a
     *     name may be about somebody else so far, and a change tells the first name only
     * @param readable whether it is shown whole
     * @param id of the identity; null: the entry's own, or it is not readable
     */
    private record Known(
            long content,
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
            tell(entryId, before, now, read(entry));
        }
        known.put(entryId, now);
    }

    private Known known(UUID entryId, SearchResultEntry entry, long content) {
        Optional<String> id = people.id(entry);
        List<String> further = people.furtherLogins(entry);
        return new Known(
                content,
                further.isEmpty() ? NONE : Fingerprint.of(further),
                id.isPresent(),
                id.filter(own -> !own.equals(entryId.toString())).orElse(null));
    }

    private Optional<Identity> read(SearchResultEntry entry) {
        try {
            return Optional.of(people.read(entry));
        } catch (LDAPException | UnavailableException e) {
            return Optional.empty();
        }
    }

    /** An entry that cannot be read makes every look-up that finds it unavailable, and which these are is not known. */
    private void tell(UUID entryId, @Nullable Known before, Known now, Optional<Identity> identity) {
        boolean isClear = identity.isPresent()
                && (before == null || before.readable)
                && now.furtherLogins == (before == null ? NONE : before.furtherLogins);
        if (!isClear) {
            host.everythingMayHaveChanged();
            return;
        }
        if (before != null && !before.id(entryId).equals(now.id(entryId))) {
            host.identityChanged(IdentityChange.gone(before.id(entryId)));
        }
        host.identityChanged(IdentityChange.to(identity.get()));
    }

    @Override
    public void deleted(UUID entryId) {
        Known before = known.get(entryId);
        if (before != null && before.readable) {
            host.identityChanged(IdentityChange.gone(before.id(entryId)));
        } else {
            host.everythingMayHaveChanged();
        }
        known.remove(entryId);
    }

    @Override
    public void refreshBegun() {}

    @Override
    public void refreshed() {
        complete = true;
    }
}
