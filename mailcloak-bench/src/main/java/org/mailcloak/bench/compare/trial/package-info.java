/** What is measured: one class for each kind of load or figure. */
@NullMarked
package org.mailcloak.bench.compare.trial;

import org.jspecify.annotations.NullMarked;
