/**
 * Decorators that answer from memory, bounded in size, with stated staleness.
 *
 * <ul>
 *   <li>{@link org.mailcloak.cache.CachingMailStore}: as old as the last check of the store's generation, at most one
 *       second.
 *   <li>{@link org.mailcloak.cache.CachingIdentityProvider}: never old while the provider reports every change; else as old
 *       as its TTLs, and older only for accounts that were found, while the provider is unavailable.
 * </ul>
 */
@NullMarked
package org.mailcloak.cache;

import org.jspecify.annotations.NullMarked;
