package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Searches, over connections that are kept. Everything but success is an exception. Safe for many threads. */
final class Directory implements AutoCloseable {

    /** More entries than that fit no question of ours. */
    private static final int MAX_ENTRIES = 1000;

    private static final int COUNT_SECONDS = 2;
    private static final Filter ANYTHING = Filter.createPresenceFilter("objectClass");
    private static final Set<ResultCode> LIMITS =
            Set.of(ResultCode.SIZE_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED);

    private final LDAPConnectionPool pool;
    private final Function<Server, LDAPConnectionPool> poolOf;
    private final boolean idleReferences;
    private final Map<Server, LDAPConnectionPool> single = new ConcurrentHashMap<>();
    private volatile @Nullable OnlyOne onlyOne;

    /**
     * @param pool of connections to whichever server answers
     * @param poolOf makes a pool of connections to one server, without another try on a new connection
     * @param idleReferences whether references to other servers say nothing
     */
    Directory(LDAPConnectionPool pool, Function<Server, LDAPConnectionPool> poolOf, boolean idleReferences) {
        this.pool = pool;
        this.poolOf = poolOf;
        this.idleReferences = idleReferences;
    }

    /** The entries that fit; an empty list says that there are none. */
    List<SearchResultEntry> search(DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException, UnavailableException {
        return whole(search(request(MAX_ENTRIES, base, scope, filter, attributes)), base);
    }

    /** To the server that searches ask. What is done on it is not tried again, so it is asked first whether it works. */
    Loan borrow() throws LDAPException {
        OnlyOne wanted = onlyOne;
        LDAPConnectionPool lender = wanted == null ? pool : wanted.pool;
        LDAPConnection connection = lender.getConnection();
        try {
            connection.getRootDSE();
            return new Loan(lender, connection);
        } catch (LDAPException broken) {
            if (broken.getResultCode().equals(ResultCode.TIMEOUT)) {
                lender.releaseDefunctConnection(connection);
                throw broken;
            }
            return new Loan(lender, lender.replaceDefunctConnection(connection));
        }
    }

    /**
     * A part of the entries that fit, in the order of the server (RFC 2696). A server without pages sends all.
     *
     * @param connection the same for all parts: to some servers a cookie says nothing on another one
     * @param cookie of the part before; null for the first
     */
    EntryPage page(LDAPConnection connection, SearchRequest everybody, int size, @Nullable ASN1OctetString cookie)
            throws LDAPException, UnavailableException {
        SearchRequest request = everybody.duplicate();
        request.addControl(new SimplePagedResultsControl(size, cookie, false));
        SearchResult result = connection.search(request);
        SimplePagedResultsControl paging = SimplePagedResultsControl.get(result);
        boolean more = paging != null && paging.moreResultsToReturn();
        return new EntryPage(
                whole(result, new DN(request.getBaseDN())), more ? Optional.of(paging.getCookie()) : Optional.empty());
    }

    private List<SearchResultEntry> whole(SearchResult result, DN base) throws UnavailableException {
        if (result.getReferenceCount() > 0 && !idleReferences) {
            throw new UnavailableException("the server refers to another one for a part of " + base
                    + ", which is not followed: name a base that one server holds whole");
        }
        return result.getSearchEntries();
    }

    private SearchResult search(SearchRequest request) throws LDAPException {
        OnlyOne wanted = onlyOne;
        if (wanted != null) {
            try {
                return wanted.pool.search(request);
            } catch (LDAPException e) {
                if (e.getResultCode().isConnectionUsable()) {
                    throw e;
                }
                // Of a server that was left meanwhile there is nothing to tell.
                if (wanted.equals(onlyOne)) {
                    wanted.failed.accept(e);
                }
            }
        }
        return pool.search(request);
    }

    /**
     * From now on searches ask this server, and any other only after the consumer was told that this one failed. On new
     * connections: those from before may be of a server that was stopped since, and say nothing about the one that runs now.
     *
     * @param failed called by the thread that searches
     */
    void askOnly(Server server, Consumer<LDAPException> failed) {
        LDAPConnectionPool connections = single.computeIfAbsent(server, poolOf);
        connections.shrinkPool(0);
        onlyOne = new OnlyOne(connections, failed);
    }

    /** From now on searches ask whichever server answers. */
    void askAny() {
        onlyOne = null;
    }

    private record OnlyOne(LDAPConnectionPool pool, Consumer<LDAPException> failed) {}

    /** Up to so many of the entries that fit. */
    List<SearchResultEntry> some(int most, DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException {
        try {
            return pool.search(request(most, base, scope, filter, attributes)).getSearchEntries();
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return e.getSearchEntries();
            }
            throw e;
        }
    }

    /** How many fit, as far as the server counts in two seconds. */
    Count count(DN base, SearchScope scope, Filter filter) throws LDAPException {
        AtomicInteger entries = new AtomicInteger();
        SearchRequest request = new SearchRequest(
                new Counter(entries),
                base,
                scope,
                DereferencePolicy.NEVER,
                0,
                COUNT_SECONDS,
                false,
                filter,
                SearchRequest.NO_ATTRIBUTES);
        try {
            pool.search(request);
            return new Count(entries.get(), true, false);
        } catch (LDAPSearchException e) {
            boolean limited = LIMITS.contains(e.getResultCode());
            if (limited || e.getResultCode().equals(ResultCode.TIME_LIMIT_EXCEEDED)) {
                return new Count(entries.get(), false, limited);
            }
            throw e;
        }
    }

    /** Whether the server tells changes of what is there (RFC 4533). */
    boolean tellsChanges(DN base) throws LDAPException {
        SearchRequest request = request(1, base, SearchScope.BASE, ANYTHING, List.of(SearchRequest.NO_ATTRIBUTES));
        request.addControl(new ContentSyncRequestControl(true, ContentSyncRequestMode.REFRESH_ONLY, null, false));
        try {
            return pool.search(request).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
                return false;
            }
            throw e;
        }
    }

    /** What the server says about its attributes; empty if this account may not read it. */
    Optional<Schema> schema() throws LDAPException {
        return Optional.ofNullable(pool.getSchema())
                .filter(schema -> !schema.getAttributeTypes().isEmpty());
    }

    static SearchRequest request(int most, DN base, SearchScope scope, Filter filter, Collection<String> attributes) {
        return new SearchRequest(
                base, scope, DereferencePolicy.NEVER, most, 0, false, filter, attributes.toArray(String[]::new));
    }

    @Override
    public void close() {
        single.values().forEach(LDAPConnectionPool::close);
        pool.close();
    }

    /** Counts entries without keeping them: there may be hundreds of thousands. */
    private record Counter(AtomicInteger entries) implements SearchResultListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            entries.incrementAndGet();
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}
    }
}
