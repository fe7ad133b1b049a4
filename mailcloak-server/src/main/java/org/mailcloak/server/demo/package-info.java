/** {@code ./mailcloak demo}: real requests to a real server, and what it makes of them. */
@NullMarked
package org.mailcloak.server.demo;

import org.jspecify.annotations.NullMarked;
