package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailcloak.attributes.GroupRules;

/**
 * Which groups are distribution lists.
 *
 * @param base only groups below it count
 * @param search how members are found
 */
record ListSettings(DN base, GroupSearch search, GroupRules rules) {

    /** Of people and of groups there may be entries below one base; a person's address is no group's. */
    private static final List<String> CLASSES =
            List.of("groupOfNames", "groupOfUniqueNames", "groupOfMembers", "group", "ipaUserGroup");

    static Filter isGroup() {
        return Filter.createORFilter(CLASSES.stream()
                .map(name -> Filter.createEqualityFilter("objectClass", name))
                .toList());
    }

    /** Everything that is read of a group. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(rules.names());
        names.addAll(GroupSettings.MEMBERS);
        names.add(GroupSettings.NAME);
        return names;
    }

    /** A feed of all groups. */
    FeedQuery changes() {
        List<Filter> anyOf = Stream.concat(
                        GroupSettings.MEMBERS.stream().map(Filter::createPresenceFilter), Stream.of(isGroup()))
                .toList();
        return new FeedQuery(base, SearchScope.SUB, Filter.createORFilter(anyOf), attributes());
    }
}
