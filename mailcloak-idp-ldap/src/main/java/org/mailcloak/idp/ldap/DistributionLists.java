package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.AttributeValues;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;

/**
 * Finds a group by its address, with all its members: entries that {@code user_filter} fits, groups, entries without a login
 * that have an address, and addresses that the group itself names.
 */
final class DistributionLists {

    private final ListSettings lists;
    private final LdapSettings settings;
    private final LdapClient directory;
    private final MemberSearch members;
    private final EntryMapper reader;
    private final ReadingBudget budget;

    DistributionLists(ListSettings lists, LdapSettings settings, LdapClient directory, EntryMapper reader) {
        this.lists = lists;
        this.settings = settings;
        this.directory = directory;
        this.members = new MemberSearch(settings, directory);
        this.budget = new ReadingBudget(settings.access().limits().members());
        this.reader = reader;
    }

    GroupLookup having(EmailAddress address) throws LDAPException, LdapUnavailableException {
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
        return members(found.get(0), address);
    }

    private Filter holding(EmailAddress address) {
        GroupRules rules = lists.rules();
        return Filter.createORFilter(Stream.of(
                        rules.addressAttribute().map(name -> new AddressAttribute(name).holding(address)),
                        rules.named(address).map(name -> Filter.createEqualityFilter(GroupAttributes.NAME, name)))
                .flatMap(Optional::stream)
                .toList());
    }

    private List<SearchResultEntry> search(Filter filter) throws LDAPException, LdapUnavailableException {
        return directory.search(
                lists.base(),
                SearchScope.SUB,
                Filter.createANDFilter(ListSettings.isGroup(), filter),
                lists.attributes());
    }

    private GroupLookup members(SearchResultEntry group, EmailAddress address) throws LdapUnavailableException {
        GroupRules.GroupKey key = new GroupRules.GroupKey(group.getDN(), name(group));
        try (MemberWalk walk = new MemberWalk(lists, directory, members, reader, address.domain(), budget)) {
            GroupExpander.BoundedReader<LdapUnavailableException> content =
                    (dn, room) -> settings.orUnavailable(() -> walk.read(dn, room));
            return GroupExpander.of(
                    group.getDN(),
                    settings.access().limits().members(),
                    content,
                    (accounts, contacts) -> lists.rules().group(key, address, accounts, contacts, values(group)));
        } catch (LdapUnavailableException e) {
            if (e.isTooLarge()) {
                return GroupLookup.broken("the members of the group " + key.name() + " are not read: " + e.reason());
            }
            throw e;
        }
    }

    private static String name(SearchResultEntry group) {
        String name = group.getAttributeValue(GroupAttributes.NAME);
        return name == null || name.isBlank() ? group.getDN() : name;
    }

    private static AttributeValues values(SearchResultEntry entry) {
        return name -> {
            String[] values = entry.getAttributeValues(name);
            return values == null ? List.of() : List.of(values);
        };
    }
}
