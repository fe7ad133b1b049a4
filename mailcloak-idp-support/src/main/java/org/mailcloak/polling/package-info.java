/**
 * Asking again and again in a thread of its own, for providers that learn of changes that way: {@link
 * org.mailcloak.polling.Poller} goes on after any result of a poll, and reports each state once.
 */
@NullMarked
package org.mailcloak.polling;

import org.jspecify.annotations.NullMarked;
