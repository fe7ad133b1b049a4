package org.mailcloak.cli.mailserver;

/** The configuration of Postfix or Dovecot cannot be looked at. The message is for the operator: one line. */
public final class MailServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MailServerException(String message) {
        super(message);
    }
}
