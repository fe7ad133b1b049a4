/** The sockets: bytes in, bytes out, deadlines and bounds. Knows nothing of what the bytes mean. */
@NullMarked
package org.mailcloak.server.transport;

import org.jspecify.annotations.NullMarked;
