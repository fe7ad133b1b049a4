/** Authentik's tokens, through a private Postfix and Dovecot. */
@NullMarked
package org.mailcloak.e2e.authentik;

import org.jspecify.annotations.NullMarked;
