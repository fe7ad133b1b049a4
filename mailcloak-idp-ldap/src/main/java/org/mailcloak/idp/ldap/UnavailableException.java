package org.mailcloak.idp.ldap;

/** The directory could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnavailableException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
