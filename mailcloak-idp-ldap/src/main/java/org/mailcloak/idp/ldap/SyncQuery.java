package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What a feed follows. */
record SyncQuery(DN base, SearchScope scope, Filter filter, Set<String> attributes) {

    SyncQuery(DN base, SearchScope scope, Filter filter, Collection<String> attributes) {
        this(base, scope, filter, Set.copyOf(attributes));
    }

    /**
     * A search that stays open (refreshAndPersist, RFC 4533 section 3.4). It has no limits of ours, and no timeout: it ends
     * with the connection.
     *
     * @param namesOnly whether entries come without their attributes
     * @param cookie where the last one ended
     */
    SearchRequest request(boolean namesOnly, Optional<ASN1OctetString> cookie, SearchResultListener listener) {
        String[] wanted = namesOnly ? new String[] {SearchRequest.NO_ATTRIBUTES} : attributes.toArray(String[]::new);
        SearchRequest request =
                new SearchRequest(listener, base, scope, DereferencePolicy.NEVER, 0, 0, false, filter, wanted);
        request.setResponseTimeoutMillis(0);
        Control sync = new ContentSyncRequestControl(
                true, ContentSyncRequestMode.REFRESH_AND_PERSIST, cookie.orElse(null), false);
        request.addControl(sync);
        return request;
    }
}
