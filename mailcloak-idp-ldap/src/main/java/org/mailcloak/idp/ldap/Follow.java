package org.mailcloak.idp.ldap;

/** Whether the changes of the directory are followed. */
enum Follow {
    /** The operator said so. */
    YES,
    /** The operator said nothing, and directories of this kind often can tell their changes. */
    IF_POSSIBLE,
    NO
}
