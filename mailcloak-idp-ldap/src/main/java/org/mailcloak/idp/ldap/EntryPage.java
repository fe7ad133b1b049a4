package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;
import java.util.Optional;

/**
 * A part of the entries that fit a search.
 *
 * @param next what to ask for the next part with; empty: there is none
 */
record EntryPage(List<SearchResultEntry> entries, Optional<ASN1OctetString> next) {

    EntryPage {
        entries = List.copyOf(entries);
    }
}
