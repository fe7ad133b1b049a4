package org.mailcloak.idp.ldap;

import java.util.List;

/** The attributes by which groups and their members name each other. */
final class GroupAttributes {

    /** Of an account: the groups that it is in. */
    static final String MEMBER_OF = "memberOf";

    /** Of a group: its members by DN. */
    static final List<String> MEMBERS = List.of("member", "uniqueMember");

    /** Of a group: its members by login (RFC 2307 section 3). */
    static final String MEMBER_LOGINS = "memberUid";

    /** Of a mail group: its members by address, or by the local parts of those. */
    static final List<String> MEMBER_ADDRESSES = List.of("rfc822MailMember", "mgrpRFC822MailMember");

    /** Of a group: its name. */
    static final String NAME = "cn";

    private GroupAttributes() {}
}
