package org.mailcloak.server.posix;

/** The process cannot run as the user that it should. The message says why, and what to do. */
public final class PrivilegeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PrivilegeException(String message) {
        super(message);
    }

    PrivilegeException(String message, Throwable cause) {
        super(message, cause);
    }
}
