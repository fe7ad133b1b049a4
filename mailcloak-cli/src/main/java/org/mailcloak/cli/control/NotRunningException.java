package org.mailcloak.cli.control;

import java.io.IOException;

/** No server listens on the control socket. */
public final class NotRunningException extends IOException {

    private static final long serialVersionUID = 1L;

    NotRunningException(String message) {
        super(message);
    }
}
