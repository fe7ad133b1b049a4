package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the groups of an account, those it is in by way of other groups included. */
final class Groups {

    static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
    /** Nobody is in so many; one more question is asked for each. */
    private static final int MAX_GROUPS = 1000;

    private final Optional<GroupSettings> settings;
    private final Directory directory;

    /** @param settings empty: nobody's groups are asked for */
    Groups(Optional<GroupSettings> settings, Directory directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** The names of the groups that the account of that entry is in. */
    Set<String> of(SearchResultEntry account) throws LDAPException, UnavailableException {
        return settings.isEmpty() ? Set.of() : of(account, settings.get());
    }

    private Set<String> of(SearchResultEntry account, GroupSettings where) throws LDAPException, UnavailableException {
        return switch (where.search()) {
            case BY_MEMBER_OF -> byMemberOf(account, where);
            case IN_CHAIN ->
                names(search(
                        where,
                        Filter.createExtensibleMatchFilter(
                                GroupSettings.MEMBERS.get(0), IN_CHAIN, false, account.getDN())));
            case BY_MEMBER -> byMember(account, where);
        };
    }

    /** FreeIPA lists roles and rules there too, which are no groups: they are elsewhere in the tree. */
    private static Set<String> byMemberOf(SearchResultEntry account, GroupSettings where) throws LDAPException {
        Set<String> names = new HashSet<>();
        Attribute memberOf = account.getAttribute(GroupSettings.MEMBER_OF);
        for (String value : memberOf == null ? new String[0] : memberOf.getValues()) {
            DN group = new DN(value);
            if (group.isDescendantOf(where.base(), false)) {
                names.add(group.getRDN().getAttributeValues()[0]);
            }
        }
        return names;
    }

    /** From group to group, each once: they may contain each other. */
    private Set<String> byMember(SearchResultEntry account, GroupSettings where)
            throws LDAPException, UnavailableException {
        Set<String> names = new HashSet<>();
        Set<DN> seen = new HashSet<>();
        Deque<String> members = new ArrayDeque<>(List.of(account.getDN()));
        while (!members.isEmpty()) {
            String member = members.remove();
            for (SearchResultEntry group : search(where, naming(member))) {
                if (seen.add(group.getParsedDN())) {
                    members.add(group.getDN());
                    names.addAll(names(List.of(group)));
                }
            }
            if (seen.size() > MAX_GROUPS) {
                throw UnavailableException.unclear("an account is in more than " + MAX_GROUPS + " groups");
            }
        }
        return names;
    }

    private static Filter naming(String member) {
        return Filter.createORFilter(GroupSettings.MEMBERS.stream()
                .map(attribute -> Filter.createEqualityFilter(attribute, member))
                .toList());
    }

    private List<SearchResultEntry> search(GroupSettings where, Filter filter)
            throws LDAPException, UnavailableException {
        return directory.search(where.base(), SearchScope.SUB, filter, List.of(GroupSettings.NAME));
    }

    private static Set<String> names(List<SearchResultEntry> groups) {
        Set<String> names = new HashSet<>();
        for (SearchResultEntry group : groups) {
            String name = group.getAttributeValue(GroupSettings.NAME);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }
}
