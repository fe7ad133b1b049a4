package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
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
    private static final List<String> CLASSES = List.of(
            "groupOfNames",
            "groupOfUniqueNames",
            "groupOfMembers",
            "group",
            "ipaUserGroup",
            "posixGroup",
            "nisMailAlias",
            "mailGroup",
            "inetMailGroup",
            "rfc822MailGroup");

    static Filter isGroup() {
        return Filter.createORFilter(CLASSES.stream()
                .map(name -> Filter.createEqualityFilter("objectClass", name))
                .toList());
    }

    /** What is read of a group beside its members. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(rules.names());
        names.add(GroupAttributes.NAME);
        return names;
    }

    /** What names the members of a group. */
    static List<String> members() {
        List<String> names = new ArrayList<>(GroupAttributes.MEMBERS);
        names.add(GroupAttributes.MEMBER_LOGINS);
        names.addAll(GroupAttributes.MEMBER_ADDRESSES);
        return names;
    }

    /** A feed of all groups. */
    SyncQuery changes() {
        List<Filter> anyOf = Stream.concat(members().stream().map(Filter::createPresenceFilter), Stream.of(isGroup()))
                .toList();
        Set<String> names = attributes();
        names.addAll(members());
        return new SyncQuery(base, SearchScope.SUB, Filter.createORFilter(anyOf), names);
    }
}
