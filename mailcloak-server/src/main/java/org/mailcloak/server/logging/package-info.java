/** How log lines look and where they go. */
@NullMarked
package org.mailcloak.server.logging;

import org.jspecify.annotations.NullMarked;
