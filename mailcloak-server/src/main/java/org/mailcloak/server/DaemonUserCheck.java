package org.mailcloak.server;

import java.util.Optional;

/** The user that this process runs as, beside the one that {@code daemon.user} wants. Only root can become another. */
final class DaemonUserCheck {

    private static final String ROOT = "root";

    private DaemonUserCheck() {}

    /** Of this process. */
    static String name() {
        return ProcessHandle.current().info().user().orElseGet(() -> System.getProperty("user.name", ""));
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
