package org.mailcloak.protocol;

/**
 * What was wrong with the bytes of a peer.
 *
 * @since 1.0
 */
public enum Fault {
    /** A message is longer than the limit that the decoder was given. */
    TOO_LONG,
    /** A policy line holds no {@code =}. */
    MISSING_EQUALS,
    /** A policy line without an attribute name, or a socketmap query without a map name. */
    MISSING_NAME,
    /** A NUL byte, which no string of Postfix can hold. */
    NUL_BYTE,
    /** A netstring does not start with a decimal length and a colon. */
    MALFORMED_LENGTH,
    /** A netstring does not end with a comma. */
    MISSING_COMMA,
    /** A socketmap query without the space that ends the map name. */
    MISSING_SPACE,
    /** A policy reply without an {@code action} attribute. */
    MISSING_ACTION,
    /** A socketmap or tcp_table reply that is none of those that Postfix knows, or one for "found" without data. */
    UNKNOWN_REPLY,
    /** A tcp_table request other than {@code get}. */
    UNKNOWN_REQUEST,
    /** A tcp_table line with a {@code %} that stands for nothing, or with white space in a key. */
    BAD_ENCODING,
    /** A reply that is not UTF-8. Requests in other encodings are values, see {@link WireText}. */
    NOT_UTF8
}
