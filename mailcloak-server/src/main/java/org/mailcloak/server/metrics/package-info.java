/**
 * What the service reports about itself: metrics for Prometheus, and health. The only room that knows Prometheus.
 *
 * <p>What is counted lives in plain counters, which cost the mail next to nothing; the forms that Prometheus reads are
 * made when it asks.
 */
@NullMarked
package org.mailcloak.server.metrics;

import org.jspecify.annotations.NullMarked;
