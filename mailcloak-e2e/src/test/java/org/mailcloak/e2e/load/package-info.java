/** Clients that ask much, or do not read. */
@NullMarked
package org.mailcloak.e2e.load;

import org.jspecify.annotations.NullMarked;
