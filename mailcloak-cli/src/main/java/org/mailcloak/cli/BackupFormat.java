package org.mailcloak.cli;

/** The entry by which a file says that it is an export, and of which version. */
final class BackupFormat {

    /** The key that identifies the format, and its version. */
    static final String FORMAT = "mailcloak_export";

    static final int VERSION = 1;

    private BackupFormat() {}
}
