package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Collection;
import java.util.List;

/** Searches, over connections that are kept. Everything but success is an exception. Safe for many threads. */
final class Directory implements AutoCloseable {

    /** More entries than that fit no question of ours. */
    private static final int MAX_ENTRIES = 1000;

    private final LDAPConnectionPool pool;
    private final boolean idleReferences;

    /** @param idleReferences whether references to other servers say nothing */
    Directory(LDAPConnectionPool pool, boolean idleReferences) {
        this.pool = pool;
        this.idleReferences = idleReferences;
    }

    /** The entries that fit; an empty list says that there are none. */
    List<SearchResultEntry> search(DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException, UnavailableException {
        SearchResult result = pool.search(new SearchRequest(
                base,
                scope,
                DereferencePolicy.NEVER,
                MAX_ENTRIES,
                0,
                false,
                filter,
                attributes.toArray(String[]::new)));
        if (result.getReferenceCount() > 0 && !idleReferences) {
            throw new UnavailableException("the server refers to another one for a part of " + base
                    + ", which is not followed: name a base that one server holds whole");
        }
        return result.getSearchEntries();
    }

    /** Up to so many of the entries that fit. */
    List<SearchResultEntry> some(int most, DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException {
        try {
            return pool.search(new SearchRequest(
                            base,
                            scope,
                            DereferencePolicy.NEVER,
                            most,
                            0,
                            false,
                            filter,
                            attributes.toArray(String[]::new)))
                    .getSearchEntries();
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return e.getSearchEntries();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
