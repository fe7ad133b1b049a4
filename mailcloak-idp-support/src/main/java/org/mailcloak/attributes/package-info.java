/**
 * What the attributes of an account mean for its mail, for providers whose accounts have attributes that an operator
 * names: aliases, the leave to send, the state. The keys and their meaning are the same for all of them.
 *
 * <p>Pure: no input or output, nothing that changes.
 */
@NullMarked
package org.mailcloak.attributes;

import org.jspecify.annotations.NullMarked;
