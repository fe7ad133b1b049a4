/** What is accepted, refused and delivered, by a private Postfix and Dovecot. */
@NullMarked
package org.mailcloak.e2e.delivery;

import org.jspecify.annotations.NullMarked;
