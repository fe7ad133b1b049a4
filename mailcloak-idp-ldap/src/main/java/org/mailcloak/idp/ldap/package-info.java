/**
 * Accounts from an LDAP directory.
 *
 * <p>What the answers are worth: only a search that ended with <em>success</em> and found no entry means that there is no
 * such user. Above all {@code noSuchObject} (32) does not: it says that the base is not there, or hidden by an access
 * rule. Whether an account may send is read from the entry that was found, never asked for in the filter: there,
 * "absent", "hidden" and "FALSE" would be the same empty answer.
 */
@NullMarked
package org.mailcloak.idp.ldap;

import org.jspecify.annotations.NullMarked;
