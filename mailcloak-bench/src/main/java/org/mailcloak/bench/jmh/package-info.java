/** The hot path in pieces, under JMH, with the bytes that each allocates. */
@NullMarked
package org.mailcloak.bench.jmh;

import org.jspecify.annotations.NullMarked;
