/** Adapters between the codecs of {@code org.mailcloak.protocol} and the rules of mailcloak-core, and the decision log. */
@NullMarked
package org.mailcloak.server.handler;

import org.jspecify.annotations.NullMarked;
