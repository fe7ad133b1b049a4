/** Whole processes under load, Mailcloak beside a reference in C, in one table. */
@NullMarked
package org.mailcloak.bench.compare;

import org.jspecify.annotations.NullMarked;
