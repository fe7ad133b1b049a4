/**
 * What only the C library can do for the process: giving up root, and datagrams to the service manager. Nothing native is
 * loaded before it is asked for.
 */
@NullMarked
package org.mailcloak.server.posix;

import org.jspecify.annotations.NullMarked;
