/**
 * The store API: local domains, aliases and applications, which an identity provider does not know.
 *
 * <p>{@link org.mailcloak.store.MailStore} is what a decision asks. {@link org.mailcloak.store.EditableMailStore} adds
 * what an administrator does.
 */
@NullMarked
package org.mailcloak.store;

import org.jspecify.annotations.NullMarked;
