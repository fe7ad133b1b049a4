/** The provider for LDAP directories with a real one. */
@NullMarked
package org.mailcloak.e2e.ldap;

import org.jspecify.annotations.NullMarked;
