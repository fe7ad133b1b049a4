package org.mailcloak.config;

/** A value is not what its key takes. The message says what was found and what was expected; the caller adds the key. */
final class BadValueException extends Exception {

    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
        super(message);
    }
}
