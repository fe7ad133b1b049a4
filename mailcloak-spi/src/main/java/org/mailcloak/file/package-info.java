/** Files that an operator names: read with a limit, and only if they are regular ones. */
@NullMarked
package org.mailcloak.file;

import org.jspecify.annotations.NullMarked;
