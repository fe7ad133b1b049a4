/** A private OpenLDAP server and what it is filled with. */
@NullMarked
package org.mailcloak.e2e.slapd;

import org.jspecify.annotations.NullMarked;
