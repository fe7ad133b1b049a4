/** The sockets: bytes in, bytes out, deadlines and bounds. Knows nothing of what the bytes mean. */
@NullMarked
package org.mailcloak.server.listen;

import org.jspecify.annotations.NullMarked;
