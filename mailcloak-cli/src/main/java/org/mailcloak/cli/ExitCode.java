package org.mailcloak.cli;

/** How the process ends; public interface. */
final class ExitCode {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    /** Done, but for parts that were named. */
    static final int PARTLY = 3;

    private ExitCode() {}
}
