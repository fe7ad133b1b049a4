package org.mailcloak.cli;

/** The command is not carried out. The message is for the person who typed it: one line for each thing that is wrong. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be done. */
    static CommandException refused(String message) {
        return new CommandException(ExitCode.REFUSED, message);
    }

    /** The command was called in a way that means nothing. */
    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
