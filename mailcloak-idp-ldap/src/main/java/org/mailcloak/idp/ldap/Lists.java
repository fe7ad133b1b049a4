package org.mailcloak.idp.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.AttributeValues;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.GroupWalk;
import org.mailcloak.idp.Identity;

/**
 * Finds a group by its address, with all its members. A member is an entry that {@code user_filter} fits, or a group; what
 * is neither has no mailbox of ours.
 */
final class Lists {

    /** Members asked for at once. A filter of that size is small for any server. */
    private static final int BATCH = 100;

    private final ListSettings lists;
    private final LdapSettings settings;
    private final Directory directory;
    private final MemberSearch members;
    private final PersonReader reader;

    Lists(ListSettings lists, LdapSettings settings, Directory directory, PersonReader reader) {
        this.lists = lists;
        this.settings = settings;
        this.directory = directory;
        this.members = new MemberSearch(settings, directory, reader);
        this.reader = reader;
    }

    GroupLookup having(EmailAddress address) throws LDAPException, UnavailableException {
        List<SearchResultEntry> found = search(holding(address)).stream()
                .filter(entry -> lists.rules().has(address, name(entry), values(entry)))
                .toList();
        if (found.isEmpty()) {
            return GroupLookup.notFound();
        }
        if (found.size() > 1) {
            return GroupLookup.broken(found.size() + " groups have the address " + address + ": "
                    + found.stream().map(SearchResultEntry::getDN).toList());
        }
        return new Walk(found.get(0)).lookup(address);
    }

    private Filter holding(EmailAddress address) {
        GroupRules rules = lists.rules();
        return Filter.createORFilter(Stream.of(
                        rules.addressAttribute().map(name -> new AddressAttribute(name).holding(address)),
                        rules.named(address).map(name -> Filter.createEqualityFilter(GroupSettings.NAME, name)))
                .flatMap(Optional::stream)
                .toList());
    }

    private List<SearchResultEntry> search(Filter filter) throws LDAPException, UnavailableException {
        return directory.search(
                lists.base(),
                SearchScope.SUB,
                Filter.createANDFilter(ListSettings.isGroup(), filter),
                lists.attributes());
    }

    private static String name(SearchResultEntry group) {
        String name = group.getAttributeValue(GroupSettings.NAME);
        return name == null || name.isBlank() ? group.getDN() : name;
    }

    private static AttributeValues values(SearchResultEntry entry) {
        return name -> {
            String[] values = entry.getAttributeValues(name);
            return values == null ? List.of() : List.of(values);
        };
    }

    /** One look-up. Groups that were seen need not be read again. */
    private final class Walk {

        private final SearchResultEntry root;
        private final Map<String, SearchResultEntry> groups = new HashMap<>();

        Walk(SearchResultEntry root) {
            this.root = root;
            groups.put(root.getDN(), root);
        }

        GroupLookup lookup(EmailAddress address) throws LDAPException, UnavailableException {
            GroupRules.GroupKey key = new GroupRules.GroupKey(root.getDN(), name(root));
            GroupWalk.Reader<UnavailableException> content = switch (lists.search()) {
                case BY_MEMBER -> dn -> settings.orUnavailable(() -> named(dn));
                case IN_CHAIN, BY_MEMBER_OF -> dn -> settings.orUnavailable(() -> members.inOneSearch(dn, lists));
            };
            return GroupWalk.of(
                    root.getDN(), content, everybody -> lists.rules().group(key, address, everybody, values(root)));
        }

        private GroupWalk.Content named(String group) throws LDAPException, UnavailableException {
            List<DN> wanted = new ArrayList<>();
            for (String attribute : GroupSettings.MEMBERS) {
                for (String value : values(requireNonNull(groups.get(group))).of(attribute)) {
                    if (DN.isValidDN(value) && !value.isEmpty()) {
                        wanted.add(new DN(value));
                    }
                }
            }
            List<Identity> people = new ArrayList<>();
            List<String> subgroups = new ArrayList<>();
            for (int from = 0; from < wanted.size(); from += BATCH) {
                read(Set.copyOf(wanted.subList(from, Math.min(from + BATCH, wanted.size()))), people, subgroups);
            }
            return new GroupWalk.Content(people, subgroups);
        }

        private void read(Set<DN> wanted, List<Identity> people, List<String> subgroups)
                throws LDAPException, UnavailableException {
            int before = people.size();
            for (SearchResultEntry entry : members.people(anyOf(wanted))) {
                if (wanted.contains(entry.getParsedDN())) {
                    people.add(reader.read(entry, Set.of()));
                }
            }
            if (people.size() - before < wanted.size()) {
                for (SearchResultEntry entry : search(anyOf(wanted))) {
                    if (wanted.contains(entry.getParsedDN())) {
                        groups.put(entry.getDN(), entry);
                        subgroups.add(entry.getDN());
                    }
                }
            }
        }
    }

    /** Every entry has the values of its own name (RFC 4512 section 2.3.1), and they are indexed more often than not. */
    private static Filter anyOf(Collection<DN> names) {
        return Filter.createORFilter(
                names.stream().map(DN::getRDN).map(Lists::named).toList());
    }

    private static Filter named(RDN name) {
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < name.getAttributeNames().length; i++) {
            parts.add(Filter.createEqualityFilter(name.getAttributeNames()[i], name.getByteArrayAttributeValues()[i]));
        }
        return Filter.createANDFilter(parts);
    }
}
