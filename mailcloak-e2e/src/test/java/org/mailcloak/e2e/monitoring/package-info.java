/** Metrics and alerts, read by a real Prometheus. */
@NullMarked
package org.mailcloak.e2e.monitoring;

import org.jspecify.annotations.NullMarked;
