/** Reads the configuration of a Postfix and finds what would let mail pass Mailcloak unchecked, or stop it. */
@NullMarked
package org.mailcloak.cli.postfix;

import org.jspecify.annotations.NullMarked;
