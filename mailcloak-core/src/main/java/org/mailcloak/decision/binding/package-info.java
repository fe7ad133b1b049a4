/** The accounts that targets of aliases are bound to, as the rules see them. */
@NullMarked
package org.mailcloak.decision.binding;

import org.jspecify.annotations.NullMarked;
