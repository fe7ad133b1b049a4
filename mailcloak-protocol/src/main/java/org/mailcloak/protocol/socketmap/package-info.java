/**
 * Postfix's socketmap protocol: queries and replies, for the server's side and the client's. Each is one netstring.
 */
@NullMarked
package org.mailcloak.protocol.socketmap;

import org.jspecify.annotations.NullMarked;
