/** The look-up tables that Postfix asks for by socketmap: what does this address rewrite to? */
@NullMarked
package org.mailcloak.map;

import org.jspecify.annotations.NullMarked;
