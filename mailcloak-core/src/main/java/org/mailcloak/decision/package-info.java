/**
 * The rules: may this client send as this address, to this recipient? Pure functions over a {@link
 * org.mailcloak.store.MailStore} and an {@link org.mailcloak.idp.IdentityProvider}: no I/O of its own, no clock, no
 * logging.
 */
@NullMarked
package org.mailcloak.decision;

import org.jspecify.annotations.NullMarked;
