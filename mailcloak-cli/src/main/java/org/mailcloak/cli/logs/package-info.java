/** Reads the server's log. */
@NullMarked
package org.mailcloak.cli.logs;

import org.jspecify.annotations.NullMarked;
