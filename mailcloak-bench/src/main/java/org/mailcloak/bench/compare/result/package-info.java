/** What a trial measured, beside what is wanted, and the table of it. */
@NullMarked
package org.mailcloak.bench.compare.result;

import org.jspecify.annotations.NullMarked;
