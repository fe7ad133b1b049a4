/** A provider plugin that answers some questions slowly, for measurements. */
@NullMarked
package org.mailcloak.bench.slow;

import org.jspecify.annotations.NullMarked;
