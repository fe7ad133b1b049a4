/**
 * Rules for what administrators write into the store: texts are parsed strictly, and changes that contradict what is
 * stored, or what the identity provider knows, are objected to. No I/O of its own; commands, imports and services share it.
 */
@NullMarked
package org.mailcloak.administration;

import org.jspecify.annotations.NullMarked;
