/** The look-up tables that Postfix asks for by socketmap: domains, mailboxes, aliases, owners of senders. */
@NullMarked
package org.mailcloak.map;

import org.jspecify.annotations.NullMarked;
