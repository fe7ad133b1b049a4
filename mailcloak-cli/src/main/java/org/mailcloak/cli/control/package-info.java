/** Asks the running server over its control socket. */
@NullMarked
package org.mailcloak.cli.control;

import org.jspecify.annotations.NullMarked;
