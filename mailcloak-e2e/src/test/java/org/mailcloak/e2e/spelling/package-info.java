/** Spellings of addresses, as a real Postfix reads them. */
@NullMarked
package org.mailcloak.e2e.spelling;

import org.jspecify.annotations.NullMarked;
