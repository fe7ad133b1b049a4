package org.mailcloak.cli;

/** How results are written. */
enum OutputFormat {
    /** For people and line tools. */
    TEXT,
    /** For programs. */
    JSON;

    /** The lower-case name, as it is typed and shown in help texts. */
    @Override
    public String toString() {
        return switch (this) {
            case TEXT -> "text";
            case JSON -> "json";
        };
    }
}
