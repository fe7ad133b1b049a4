package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.DN;

/**
 * Where groups are.
 *
 * @param base only groups below it count
 */
record GroupSettings(DN base, GroupSearch search) {

    static final String MEMBER_OF = "memberOf";
}
