package org.mailcloak.idp.ldap;

import java.util.List;

/**
 * What a directory calls things, where the operator does not say otherwise.
 *
 * @param idleReferences whether searches answer with references that say nothing about people
 */
record PresetDefaults(
        List<String> logins,
        List<String> addresses,
        String id,
        String userFilter,
        List<LockAttribute> locks,
        GroupSearch groups,
        boolean idleReferences) {

    /** With the password policy overlay, if it is there. */
    static final PresetDefaults OPENLDAP = new PresetDefaults(
            List.of("uid"),
            List.of("mail", "mailAlternateAddress", "mailLocalAddress"),
            "entryUUID",
            "(objectClass=person)",
            List.of(LockAttribute.PWD_ACCOUNT_LOCKED_TIME),
            GroupSearch.BY_MEMBER,
            false);

    /**
     * {@code objectCategory} is indexed there, and leaves contacts out. Every answer from the top of a domain refers to
     * the other partitions, which hold DNS zones and the configuration.
     */
    static final PresetDefaults ACTIVE_DIRECTORY = new PresetDefaults(
            List.of("sAMAccountName", "userPrincipalName"),
            List.of("mail", "proxyAddresses"),
            "objectGUID",
            "(&(objectCategory=person)(objectClass=user))",
            List.of(LockAttribute.USER_ACCOUNT_CONTROL, LockAttribute.ACCOUNT_EXPIRES, LockAttribute.LOCKOUT_TIME),
            GroupSearch.IN_CHAIN,
            true);

    static final PresetDefaults FREEIPA = new PresetDefaults(
            List.of("uid"),
            List.of("mail", "mailAlternateAddress"),
            "ipaUniqueID",
            "(objectClass=person)",
            List.of(LockAttribute.NS_ACCOUNT_LOCK),
            GroupSearch.BY_MEMBER_OF,
            false);

    /** Has no notion of a locked account. */
    static final PresetDefaults LLDAP = new PresetDefaults(
            List.of("uid"),
            List.of("mail"),
            "entryUUID",
            "(objectClass=person)",
            List.of(),
            GroupSearch.BY_MEMBER_OF,
            false);
}
