/** Netstrings: a decimal length, a colon, so many bytes, a comma. */
@NullMarked
package org.mailcloak.protocol.netstring;

import org.jspecify.annotations.NullMarked;
