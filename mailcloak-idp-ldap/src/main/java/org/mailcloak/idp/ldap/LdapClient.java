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
final class LdapClient implements AutoCloseable {

    /** More entries than that fit no question of ours. */
    private static final int MAX_ENTRIES = 1000;

    private static final int MIB = 1024 * 1024;

    /** Of all entries together, as {@link Oversize} weighs them: a thousand people have about one. */
    private static final long MAX_ANSWER = 2 * MIB;

    /** The same for a part of all people; one such part is read at a time. */
    private static final long MAX_PAGE = 4 * MIB;

    private static final int COUNT_SECONDS = 2;
    private static final Filter ANYTHING = Filter.createPresenceFilter("objectClass");
    private static final Set<ResultCode> LIMITS =
            Set.of(ResultCode.SIZE_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED);

    private final LDAPConnectionPool pool;
    private final Function<LdapEndpoint, LDAPConnectionPool> poolOf;
    private final boolean idleReferences;
    private final Map<LdapEndpoint, LDAPConnectionPool> single = new ConcurrentHashMap<>();
    private volatile @Nullable OnlyOne onlyOne;

    /**
     * @param pool of connections to whichever server answers
     * @param poolOf makes a pool of connections to one server, without another try on a new connection
     * @param idleReferences whether references to other servers say nothing
     */
    LdapClient(LDAPConnectionPool pool, Function<LdapEndpoint, LDAPConnectionPool> poolOf, boolean idleReferences) {
        this.pool = pool;
        this.poolOf = poolOf;
        this.idleReferences = idleReferences;
    }

    /** The entries that fit; an empty list says that there are none. */
    List<SearchResultEntry> search(DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException, LdapUnavailableException {
        Collector found = new Collector(MAX_ANSWER);
        SearchResult result = search(request(found, MAX_ENTRIES, base, scope, filter, attributes));
        if (found.isOver()) {
            throw LdapUnavailableException.tooLarge("the entries that fit have more than " + MAX_ANSWER / MIB
                    + " MiB together in the attributes that are read");
        }
        return whole(result, found, base);
    }

    /** To the server that searches ask. What is done on it is not tried again, so it is asked first whether it works. */
    PooledConnection borrow() throws LDAPException {
        OnlyOne wanted = onlyOne;
        LDAPConnectionPool lender = wanted == null ? pool : wanted.pool;
        LDAPConnection connection = lender.getConnection();
        try {
            connection.getRootDSE();
            return new PooledConnection(lender, connection);
        } catch (LDAPException broken) {
            if (broken.getResultCode().equals(ResultCode.TIMEOUT)) {
                lender.releaseDefunctConnection(connection);
                throw broken;
            }
            return new PooledConnection(lender, lender.replaceDefunctConnection(connection));
        }
    }

    /**
     * A part of the entries that fit, in the order of the server (RFC 2696). A server without pages sends all.
     *
     * @param connection the same for all parts: to some servers a cookie says nothing on another one
     * @param cookie of the part before; null for the first
     */
    EntryPage page(LDAPConnection connection, SearchRequest everybody, int size, @Nullable ASN1OctetString cookie)
            throws LDAPException, LdapUnavailableException {
        Collector found = new Collector(MAX_PAGE);
        SearchRequest request = new SearchRequest(
                found,
                everybody.getBaseDN(),
                everybody.getScope(),
                everybody.getDereferencePolicy(),
                everybody.getSizeLimit(),
                everybody.getTimeLimitSeconds(),
                false,
                everybody.getFilter(),
                everybody.getAttributes());
        request.addControl(new SimplePagedResultsControl(size, cookie, false));
        SearchResult result = connection.search(request);
        if (found.isOver()) {
            throw LdapUnavailableException.tooLarge(
                    size + " people have more than " + MAX_PAGE / MIB + " MiB in the attributes that are read");
        }
        SimplePagedResultsControl paging = SimplePagedResultsControl.get(result);
        boolean more = paging != null && paging.moreResultsToReturn();
        return new EntryPage(
                whole(result, found, new DN(request.getBaseDN())),
                more ? Optional.of(paging.getCookie()) : Optional.empty());
    }

    private List<SearchResultEntry> whole(SearchResult result, Collector found, DN base)
            throws LdapUnavailableException {
        if (result.getReferenceCount() > 0 && !idleReferences) {
            throw new LdapUnavailableException("the server refers to another one for a part of " + base
                    + ", which is not followed: name a base that one server holds whole");
        }
        return found.entries();
    }

    private SearchResult search(SearchRequest request) throws LDAPException {
        OnlyOne wanted = onlyOne;
        if (wanted != null) {
            try {
                return wanted.pool.search(request);
            } catch (LDAPException e) {
                if (e.getResultCode().isConnectionUsable() || Oversize.isCauseOf(e)) {
                    throw e;
                }
                // Of a server that was left meanwhile there is nothing to report.
                if (wanted.equals(onlyOne)) {
                    wanted.failed.accept(e);
                }
            }
        }
        return pool.search(request);
    }

    /**
     * Restricts searches to this server; any other is asked only after the consumer was notified that this one failed.
     * On new connections: those from before may be of a server that was stopped since, and say nothing about the one
     * that runs now.
     *
     * @param failed called by the thread that searches
     */
    void askOnly(LdapEndpoint server, Consumer<LDAPException> failed) {
        LDAPConnectionPool connections = single.computeIfAbsent(server, poolOf);
        connections.shrinkPool(0);
        onlyOne = new OnlyOne(connections, failed);
    }

    /** From now on searches ask whichever server answers. */
    void askAny() {
        onlyOne = null;
    }

    private record OnlyOne(LDAPConnectionPool pool, Consumer<LDAPException> failed) {}

    /** Up to so many of the entries that fit; fewer if they are very large. */
    List<SearchResultEntry> some(int most, DN base, SearchScope scope, Filter filter, Collection<String> attributes)
            throws LDAPException {
        Collector found = new Collector(MAX_PAGE);
        try {
            search(request(found, most, base, scope, filter, attributes));
        } catch (LDAPSearchException e) {
            if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw e;
            }
        }
        return found.entries();
    }

    /** Whether a search of our own is answered; the base need not be shown. */
    void probe(DN base) throws LDAPException {
        search(request(
                new Collector(MAX_ANSWER), 1, base, SearchScope.BASE, ANYTHING, List.of(SearchRequest.NO_ATTRIBUTES)));
    }

    /** How many fit, as far as the server counts in two seconds. */
    EntryCount count(DN base, SearchScope scope, Filter filter) throws LDAPException {
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
            return new EntryCount(entries.get(), true, false);
        } catch (LDAPSearchException e) {
            boolean limited = LIMITS.contains(e.getResultCode());
            if (limited || e.getResultCode().equals(ResultCode.TIME_LIMIT_EXCEEDED)) {
                return new EntryCount(entries.get(), false, limited);
            }
            throw e;
        }
    }

    /** Returns whether the server reports changes of its content (RFC 4533). */
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

    private static SearchRequest request(
            Collector found, int most, DN base, SearchScope scope, Filter filter, Collection<String> attributes) {
        return new SearchRequest(
                found, base, scope, DereferencePolicy.NEVER, most, 0, false, filter, attributes.toArray(String[]::new));
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
