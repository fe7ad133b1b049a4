/** The servers that are measured, their clients, and what the machine says about them. */
@NullMarked
package org.mailcloak.bench.compare.harness;

import org.jspecify.annotations.NullMarked;
