package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Where groups are.
 *
 * @param base only groups below it count
 */
record GroupSettings(DN base, GroupSearch search) {

    static final String MEMBER_OF = "memberOf";

    /** What names the members of a group. */
    static final List<String> MEMBERS = List.of("member", "uniqueMember");

    /** What a group is called. */
    static final String NAME = "cn";

    /** A feed of all groups that have members. */
    FeedQuery members() {
        List<Filter> hasMembers =
                MEMBERS.stream().map(Filter::createPresenceFilter).toList();
        List<String> attributes = new ArrayList<>(MEMBERS);
        attributes.add(NAME);
        return new FeedQuery(base, SearchScope.SUB, Filter.createORFilter(hasMembers), attributes);
    }
}
