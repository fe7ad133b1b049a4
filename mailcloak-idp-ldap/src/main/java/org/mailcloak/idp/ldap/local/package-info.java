/** A Unix domain socket for a library that knows {@link java.net.Socket} only. */
@NullMarked
package org.mailcloak.idp.ldap.local;

import org.jspecify.annotations.NullMarked;
