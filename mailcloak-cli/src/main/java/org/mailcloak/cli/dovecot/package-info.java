/** Reads the configuration of a Dovecot and finds what would let a login or a recipient pass that Mailcloak does not know. */
@NullMarked
package org.mailcloak.cli.dovecot;

import org.jspecify.annotations.NullMarked;
