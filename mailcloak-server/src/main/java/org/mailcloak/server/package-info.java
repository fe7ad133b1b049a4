/** The daemon: wiring, life cycle, command line. */
@NullMarked
package org.mailcloak.server;

import org.jspecify.annotations.NullMarked;
