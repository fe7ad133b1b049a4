package org.mailcloak.http;

/** Why a call brought no answer that can be used. */
public enum Failure {
    /** No connection: refused, unreachable, or no such host. */
    CONNECT,
    /** The certificate is not trusted or names another host, or the handshake broke. */
    TLS,
    /** No connection, no answer or not the whole answer in time. */
    TIMEOUT,
    /** The connection broke before the answer was whole, or what came was not HTTP. */
    BROKEN,
    /** The answer is longer than allowed. */
    TOO_LARGE,
    /** The answer is not JSON, or not of the shape that was expected. */
    MALFORMED,
    /** All connections were in use for too long. */
    BUSY,
    /** The calling thread was interrupted; its flag is still set. */
    INTERRUPTED,
    /** The client is closed, or was closed during the call. */
    CLOSED
}
