package org.mailcloak.cli.mailserver;

import static java.util.Objects.requireNonNull;

/**
 * One mistake.
 *
 * @param severity what it does to mail
 * @param place the setting, with the service of master.cf before it where only that one is concerned
 * @param finding what is there, and what follows from it
 * @param remedy what to write in its place
 */
public record Finding(Severity severity, String place, String finding, String remedy) {

    public Finding {
        requireNonNull(severity, "severity");
        requireNonNull(place, "place");
        requireNonNull(finding, "finding");
        requireNonNull(remedy, "remedy");
    }

    /** Mail passes that Mailcloak would have refused. */
    public static Finding unchecked(String place, String finding, String remedy) {
        return new Finding(Severity.UNCHECKED, place, finding, remedy);
    }

    /** Mail is refused, waits, or reaches the wrong place. */
    public static Finding stopped(String place, String finding, String remedy) {
        return new Finding(Severity.STOPPED, place, finding, remedy);
    }

    /** It works, and should be changed. */
    public static Finding warning(String place, String finding, String remedy) {
        return new Finding(Severity.WARNING, place, finding, remedy);
    }

    /** Whether mail is harmed. */
    public boolean isHarm() {
        return switch (severity) {
            case UNCHECKED, STOPPED -> true;
            case WARNING -> false;
        };
    }
}
