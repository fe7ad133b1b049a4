package org.mailcloak.http;

/** A call that ended without an answer. Carries what {@link HttpOutcome.Failed} reports; never leaves this package. */
final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Failure failure;

    CallFailedException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    CallFailedException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
