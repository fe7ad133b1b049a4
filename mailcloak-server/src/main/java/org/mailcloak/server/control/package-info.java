/** The control socket: what only the running service knows, for its operator. */
@NullMarked
package org.mailcloak.server.control;

import org.jspecify.annotations.NullMarked;
