package org.mailcloak.idp.ldap;

/** Whether the changes of the directory are followed. */
enum FollowMode {
    /** The operator said so. */
    YES,
    /** The operator configured nothing, and directories of this kind often can report their changes. */
    IF_POSSIBLE,
    NO
}
