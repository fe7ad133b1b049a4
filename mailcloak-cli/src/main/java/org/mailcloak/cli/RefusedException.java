package org.mailcloak.cli;

/** The command is not carried out. The message is for the person who typed it: one line for each thing that is wrong. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private RefusedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be done. */
    static RefusedException refused(String message) {
        return new RefusedException(ExitCode.REFUSED, message);
    }

    /** The command was called in a way that means nothing. */
    static RefusedException usage(String message) {
        return new RefusedException(ExitCode.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
