/**
 * Asking again and again in a thread of its own, for providers that learn of changes that way: {@link
 * org.mailcloak.polling.Poller} goes on whatever a poll comes to, and says once what there is to say.
 */
@NullMarked
package org.mailcloak.polling;

import org.jspecify.annotations.NullMarked;
