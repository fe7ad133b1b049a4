package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.idp.GroupWalk;
import org.mailcloak.idp.Identity;

/** Searches for people who are members. */
final class MemberSearch {

    private static final int PAGE = 500;

    private final LdapSettings settings;
    private final Directory directory;
    private final PersonReader reader;

    MemberSearch(LdapSettings settings, Directory directory, PersonReader reader) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
    }

    List<SearchResultEntry> people(Filter filter) throws LDAPException, UnavailableException {
        Layout layout = settings.layout();
        return directory.search(
                layout.base(),
                layout.scope(),
                Filter.createANDFilter(layout.userFilter(), filter),
                settings.attributes());
    }

    /** Everybody in the group and in groups within it, where the directory tells that of people. */
    GroupWalk.Content inOneSearch(String group, ListSettings lists) throws LDAPException, UnavailableException {
        Filter isMember = lists.search() == GroupSearch.IN_CHAIN
                ? Filter.createExtensibleMatchFilter(GroupSettings.MEMBER_OF, Groups.IN_CHAIN, false, group)
                : Filter.createEqualityFilter(GroupSettings.MEMBER_OF, group);
        Layout layout = settings.layout();
        SearchRequest request = Directory.request(
                0,
                layout.base(),
                layout.scope(),
                Filter.createANDFilter(layout.userFilter(), isMember),
                settings.attributes());
        Loan loan = directory.borrow();
        boolean good = false;
        try {
            GroupWalk.Content content = new GroupWalk.Content(pages(loan.connection(), request), List.of());
            good = true;
            return content;
        } finally {
            loan.end(good);
        }
    }

    /** One more than a group may have is enough to see that there are too many. */
    private List<Identity> pages(LDAPConnection connection, SearchRequest request)
            throws LDAPException, UnavailableException {
        List<Identity> people = new ArrayList<>();
        Optional<ASN1OctetString> cookie = Optional.empty();
        do {
            EntryPage page = directory.page(connection, request, PAGE, cookie.orElse(null));
            for (SearchResultEntry entry : page.entries()) {
                people.add(reader.read(entry, Set.of()));
            }
            cookie = page.next();
        } while (cookie.isPresent() && people.size() <= GroupWalk.MAX_MEMBERS);
        return people;
    }
}
