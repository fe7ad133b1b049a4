/** Finds identity providers: those on the class path of the host, and plugins in a directory of jars. */
@NullMarked
package org.mailcloak.plugin;

import org.jspecify.annotations.NullMarked;
