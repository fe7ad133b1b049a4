/**
 * Whether an identity provider as a whole can answer: {@link org.mailcloak.cache.health.Probes} asks it a question of its
 * own, and {@link org.mailcloak.cache.health.CircuitBreaker} leaves it alone while it cannot.
 */
@NullMarked
package org.mailcloak.cache.health;

import org.jspecify.annotations.NullMarked;
