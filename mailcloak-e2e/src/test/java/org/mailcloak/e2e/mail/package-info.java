/** A private Postfix and Dovecot, and the clients that speak to them. */
@NullMarked
package org.mailcloak.e2e.mail;

import org.jspecify.annotations.NullMarked;
