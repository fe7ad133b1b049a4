package org.mailcloak.server;

import java.util.Optional;

/** The user that this process runs as, beside the one that {@code daemon.user} wants. This version cannot change it. */
final class RunningUser {

    private static final String ROOT = "root";

    private RunningUser() {}

    /** Of this process. */
    static String name() {
        return ProcessHandle.current().info().user().orElseGet(() -> System.getProperty("user.name", ""));
    }

    /** @return what stops a start as this user; empty if nothing does */
    static Optional<String> refusal(Optional<String> wanted, String running) {
        return running.equals(ROOT)
                ? wanted.filter(user -> !user.equals(ROOT))
                        .map(user -> "daemon.user is " + user + ", and this process runs as root: this version does not"
                                + " change its user. Start it as " + user + " (User=" + user + " in a systemd unit,"
                                + " command_user in OpenRC, or runuser -u " + user
                                + " -- ...), or remove daemon.user to"
                                + " stay root")
                : Optional.empty();
    }

    /** @return what an operator should know who starts as another user than the one wanted */
    static Optional<String> warning(Optional<String> wanted, String running) {
        return running.equals(ROOT)
                ? Optional.empty()
                : wanted.filter(user -> !user.equals(running))
                        .map(user -> "daemon.user is " + user + ", and this process runs as " + running
                                + ", which it stays");
    }
}
