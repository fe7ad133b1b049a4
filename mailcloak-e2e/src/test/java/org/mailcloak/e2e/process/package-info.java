/** The server's process: its start, its user, its sockets, its launcher. */
@NullMarked
package org.mailcloak.e2e.process;

import org.jspecify.annotations.NullMarked;
