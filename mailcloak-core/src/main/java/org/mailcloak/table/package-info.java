/** The look-up tables that Postfix asks for by socketmap: domains, mailboxes, aliases, owners of senders. */
@NullMarked
package org.mailcloak.table;

import org.jspecify.annotations.NullMarked;
