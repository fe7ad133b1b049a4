package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the listener of a feed knows, and how that is compared with the directory's content (RFC 4533). For one thread.
 *
 * <p>A refresh ends in one of three ways, which decides what is gone:
 *
 * <ul>
 *   <li><em>No cookie was sent</em>: the server sends everything. An entry that was not sent is gone, no matter how the
 *       last message is called (OpenLDAP calls it a delete phase).
 *   <li><em>Present phase</em>, when the server no longer knows what was deleted: it names those that are there and did
 *       not change. An entry that is neither named nor sent is gone.
 *   <li><em>Delete phase</em>: it names those that are gone. To take one phase for the other would delete every entry
 *       that exists.
 * </ul>
 *
 * <p>Nothing of a refresh counts before its end, the cookie neither: an interrupted one is begun again from the old
 * cookie.
 */
final class SyncState {

    private final SyncListener listener;
    private Set<UUID> known = new HashSet<>();
    private @Nullable ASN1OctetString cookie;

    private boolean refreshing;
    private boolean everythingIsNamed;
    private Set<UUID> sent = new HashSet<>();
    private Set<UUID> named = new HashSet<>();
    private Set<UUID> gone = new HashSet<>();
    private @Nullable ASN1OctetString newest;

    SyncState(SyncListener listener) {
        this.listener = listener;
    }

    /** What to begin the next refresh from; empty: from nothing. */
    Optional<ASN1OctetString> cookie() {
        return Optional.ofNullable(cookie);
    }

    /** Forgets the cookie, for another server or one that does not know it: the next refresh sends everything. */
    void forgetCookie() {
        cookie = null;
    }

    void beginRefresh() {
        refreshing = true;
        everythingIsNamed = cookie == null;
        sent = new HashSet<>();
        named = new HashSet<>();
        gone = new HashSet<>();
        newest = null;
        listener.refreshBegun();
    }

    boolean isLive() {
        return !refreshing;
    }

    void entry(SearchResultEntry entry) throws LDAPException {
        ContentSyncStateControl state = ContentSyncStateControl.get(entry);
        if (state == null) {
            throw new LDAPException(ResultCode.CONTROL_NOT_FOUND, "an entry of the feed comes without its state");
        }
        UUID id = state.getEntryUUID();
        switch (state.getState()) {
            case ADD, MODIFY -> upsert(id, entry);
            case DELETE -> delete(List.of(id));
            case PRESENT -> named.add(id);
        }
        processed(state.getCookie());
    }

    void info(ContentSyncInfoIntermediateResponse info) throws LDAPException {
        switch (info.getType()) {
            case NEW_COOKIE -> {}
            case SYNC_ID_SET -> idSet(info.getEntryUUIDs(), info.refreshDeletes());
            case REFRESH_PRESENT -> everythingIsNamed = true;
            case REFRESH_DELETE -> {}
        }
        processed(info.getCookie());
        boolean endsPhase = switch (info.getType()) {
            case REFRESH_PRESENT, REFRESH_DELETE -> info.refreshDone();
            case NEW_COOKIE, SYNC_ID_SET -> false;
        };
        if (refreshing && endsPhase) {
            endRefresh();
        }
    }

    private void idSet(List<UUID> ids, boolean areDeleted) {
        if (areDeleted) {
            delete(ids);
        } else if (refreshing) {
            named.addAll(ids);
        }
    }

    private void upsert(UUID id, SearchResultEntry entry) {
        if (refreshing) {
            sent.add(id);
            gone.remove(id);
        } else {
            known.add(id);
        }
        listener.upserted(id, entry);
    }

    private void delete(List<UUID> ids) {
        if (refreshing) {
            gone.addAll(ids);
            ids.forEach(sent::remove);
            ids.forEach(named::remove);
        } else {
            ids.stream().filter(known::remove).forEach(listener::deleted);
        }
    }

    /** A cookie stands for everything up to its message, and is kept as it is. */
    private void processed(@Nullable ASN1OctetString received) {
        if (received != null && refreshing) {
            newest = received;
        } else if (received != null) {
            keep(received);
        }
    }

    /** OpenLDAP answers a cookie that it cannot read with everything there is and an empty cookie. */
    private void keep(ASN1OctetString received) {
        cookie = received.getValueLength() == 0 ? null : received;
    }

    private void endRefresh() throws LDAPException {
        boolean answersNoCookie = newest != null && newest.getValueLength() == 0;
        Set<UUID> there = everythingIsNamed || answersNoCookie ? named : new HashSet<>(known);
        there.addAll(sent);
        there.removeAll(gone);
        if (!there.stream().allMatch(id -> sent.contains(id) || known.contains(id))) {
            throw new LDAPException(
                    ResultCode.E_SYNC_REFRESH_REQUIRED, "the server takes an entry for known that was never sent");
        }
        known.stream().filter(id -> !there.contains(id)).forEach(listener::deleted);
        known = there;
        refreshing = false;
        if (newest != null) {
            keep(newest);
        }
        sent = new HashSet<>();
        named = new HashSet<>();
        gone = new HashSet<>();
        listener.refreshed();
    }
}
