package org.mailcloak.cli.postfix;

import java.util.Map;

/**
 * One service of master.cf.
 *
 * @param name as in the first column: a port, an address with a port, or a socket's name
 * @param type {@code inet}, {@code unix}, {@code pass} ...
 * @param chrooted whether its processes see the queue directory as their root
 * @param program the Postfix program, such as {@code smtpd}
 * @param overrides what {@code -o} sets for it alone, as it is written
 */
record PostfixService(String name, String type, boolean chrooted, String program, Map<String, String> overrides) {

    PostfixService {
        overrides = Map.copyOf(overrides);
    }

    /** Whether clients talk SMTP to it. */
    boolean isSmtpServer() {
        return program.equals("smtpd");
    }

    /** As {@code postconf -P} names it. */
    String path() {
        return name + "/" + type;
    }

    /** Whether only programs of this machine reach it. */
    boolean isLoopback() {
        return name.startsWith("127.") || name.startsWith("[::1]") || name.startsWith("localhost:");
    }

    /** Whether people and applications log in here, by its usual names and ports. */
    boolean isSubmission() {
        String port = name.substring(name.lastIndexOf(':') + 1);
        return switch (port) {
            case "submission", "submissions", "smtps", "587", "465" -> true;
            default -> false;
        };
    }
}
