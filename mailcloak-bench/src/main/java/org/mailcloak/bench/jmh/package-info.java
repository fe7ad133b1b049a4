/** The hot path in pieces, under JMH, with the octets that each allocates. */
@NullMarked
package org.mailcloak.bench.jmh;

import org.jspecify.annotations.NullMarked;
