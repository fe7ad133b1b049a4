package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Searches for the entries of members. */
final class MemberSearch {

    /** LDAP_MATCHING_RULE_IN_CHAIN of Active Directory. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private static final int PAGE = 200;

    /** What says that an entry is not ours to ask for: it is not there, or on another server. */
    private static final Set<ResultCode> NOT_HERE = Set.of(ResultCode.NO_SUCH_OBJECT, ResultCode.REFERRAL);

    private final LdapSettings settings;
    private final LdapClient directory;

    MemberSearch(LdapSettings settings, LdapClient directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** Takes members as they are found. */
    interface Visitor {

        /** Whether no more are wanted. */
        boolean isOver() throws LdapUnavailableException;

        void member(SearchResultEntry entry) throws LdapUnavailableException;
    }

    /** Those that {@code user_filter} fits; entries of an address book may be among them. */
    List<SearchResultEntry> people(Filter filter) throws LDAPException, LdapUnavailableException {
        SchemaMapping layout = settings.layout();
        return directory.search(
                layout.base(),
                layout.scope(),
                Filter.createANDFilter(layout.userFilter(), filter),
                settings.attributes());
    }

    /** The accounts that log in with one of the names. */
    List<SearchResultEntry> named(Collection<String> logins) throws LDAPException, LdapUnavailableException {
        List<Filter> anyOf = new ArrayList<>();
        for (String attribute : settings.layout().logins()) {
            logins.forEach(login -> anyOf.add(Filter.createEqualityFilter(attribute, login)));
        }
        return people(Filter.createORFilter(anyOf));
    }

    List<SearchResultEntry> groups(Collection<DN> names, ListSettings lists)
            throws LDAPException, LdapUnavailableException {
        return names.isEmpty()
                ? List.of()
                : directory.search(
                        lists.base(),
                        SearchScope.SUB,
                        Filter.createANDFilter(ListSettings.isGroup(), anyOf(names)),
                        lists.attributes());
    }

    /** Entries of an address book, which may stand anywhere: with their addresses, and their logins if they have one. */
    List<SearchResultEntry> elsewhere(Collection<DN> names) throws LDAPException, LdapUnavailableException {
        Map<DN, List<DN>> byParent = new HashMap<>();
        for (DN name : names) {
            DN parent = name.getParent();
            if (parent != null && !parent.isNullDN()) {
                byParent.computeIfAbsent(parent, any -> new ArrayList<>()).add(name);
            }
        }
        List<SearchResultEntry> found = new ArrayList<>();
        for (Map.Entry<DN, List<DN>> some : byParent.entrySet()) {
            found.addAll(below(some.getKey(), anyOf(some.getValue())));
        }
        return found;
    }

    private List<SearchResultEntry> below(DN parent, Filter filter) throws LDAPException, LdapUnavailableException {
        Set<String> attributes = new LinkedHashSet<>(settings.layout().logins());
        settings.layout().addresses().forEach(address -> attributes.add(address.name()));
        try {
            return directory.search(parent, SearchScope.ONE, filter, attributes);
        } catch (LDAPException e) {
            if (NOT_HERE.contains(e.getResultCode())) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Visits all members of the group and of groups within it, where the directory says that of those who are in it:
     * people, and entries with an address that are neither people nor groups and have no login name.
     */
    void inOneSearch(String group, ListSettings lists, Visitor visitor) throws LDAPException, LdapUnavailableException {
        Filter isMember = lists.search() == GroupSearch.IN_CHAIN
                ? Filter.createExtensibleMatchFilter(GroupAttributes.MEMBER_OF, IN_CHAIN, false, group)
                : Filter.createEqualityFilter(GroupAttributes.MEMBER_OF, group);
        SchemaMapping layout = settings.layout();
        Filter isContact = Filter.createANDFilter(
                layout.hasAddress(),
                Filter.createNOTFilter(layout.hasLogin()),
                Filter.createNOTFilter(ListSettings.isGroup()));
        Filter wanted = Filter.createANDFilter(isMember, Filter.createORFilter(layout.userFilter(), isContact));
        SearchRequest request = LdapClient.request(0, layout.base(), layout.scope(), wanted, settings.attributes());
        PooledConnection loan = directory.borrow();
        boolean good = false;
        try {
            Optional<ASN1OctetString> cookie = Optional.empty();
            do {
                EntryPage page = directory.page(loan.connection(), request, PAGE, cookie.orElse(null));
                for (SearchResultEntry entry : page.entries()) {
                    visitor.member(entry);
                }
                cookie = page.next();
            } while (cookie.isPresent() && !visitor.isOver());
            good = true;
        } finally {
            loan.end(good);
        }
    }

    /** Every entry has the values of its own name (RFC 4512 section 2.3.1), and they are indexed more often than not. */
    static Filter anyOf(Collection<DN> names) {
        return Filter.createORFilter(
                names.stream().map(DN::getRDN).map(MemberSearch::named).toList());
    }

    private static Filter named(RDN name) {
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < name.getAttributeNames().length; i++) {
            parts.add(Filter.createEqualityFilter(name.getAttributeNames()[i], name.getByteArrayAttributeValues()[i]));
        }
        return Filter.createANDFilter(parts);
    }
}
