package org.mailcloak.http;

/** An answer has not the shape that was expected. The message names the place and what was expected, never a value. */
public final class UnexpectedBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnexpectedBodyException(String message) {
        super(message);
    }
}
