/** What goes wrong while the server serves: outages, floods, full disks. */
@NullMarked
package org.mailcloak.e2e.drill;

import org.jspecify.annotations.NullMarked;
