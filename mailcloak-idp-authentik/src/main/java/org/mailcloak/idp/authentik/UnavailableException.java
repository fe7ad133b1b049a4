package org.mailcloak.idp.authentik;

/** authentik could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnavailableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
