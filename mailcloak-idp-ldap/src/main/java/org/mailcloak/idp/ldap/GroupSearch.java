package org.mailcloak.idp.ldap;

/** How the members of a group are found. */
enum GroupSearch {
    /**
     * Groups that name the account, then groups that name those, and so on. For directories whose {@code memberOf} is
     * missing or names direct groups only.
     */
    BY_MEMBER,
    /** The same in one question, for Active Directory (LDAP_MATCHING_RULE_IN_CHAIN). Others find nothing that way. */
    IN_CHAIN,
    /** The attribute {@code memberOf} of the account, for directories where it is complete. */
    BY_MEMBER_OF
}
