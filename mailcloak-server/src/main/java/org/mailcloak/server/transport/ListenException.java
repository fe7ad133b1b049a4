package org.mailcloak.server.transport;

/** A socket cannot be opened. The message names it, what is wrong, and what to do. */
public final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListenException(String message) {
        super(message);
    }

    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
