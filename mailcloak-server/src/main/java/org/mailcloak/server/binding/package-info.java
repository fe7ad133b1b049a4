/** Binds the targets of aliases to the accounts that they lead to, in the background. */
@NullMarked
package org.mailcloak.server.binding;

import org.jspecify.annotations.NullMarked;
