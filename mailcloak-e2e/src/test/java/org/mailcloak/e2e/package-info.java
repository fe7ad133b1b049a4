/** Tests with a private real Postfix and Dovecot, the server and the administration command as their own processes. */
@NullMarked
package org.mailcloak.e2e;

import org.jspecify.annotations.NullMarked;
