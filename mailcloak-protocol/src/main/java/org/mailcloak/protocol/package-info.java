/**
 * What the codecs for Postfix's two delegation protocols have in common: the text on the wire and the faults of a peer.
 *
 * <p>Every decoder of this module is a pull parser. It is given the bytes that a peer sent, in pieces of any size, and
 * answers with a value or with {@code null} for "need more"; it owns no socket, thread or clock. A decoder belongs to
 * one connection and to one thread at a time. Encoders are total: they refuse what cannot be written and never clean
 * it up.
 */
@NullMarked
package org.mailcloak.protocol;

import org.jspecify.annotations.NullMarked;
