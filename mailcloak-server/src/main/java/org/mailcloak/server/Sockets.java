package org.mailcloak.server;

import java.util.List;
import java.util.Optional;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.listen.Listener;
import org.mailcloak.server.listen.SocketAccess;
import org.mailcloak.server.posix.Account;

/** The sockets of the two services. Clients wait in their backlogs until they are served. */
record Sockets(Listener policy, Listener socketmap) implements AutoCloseable {

    /**
     * @param user whom the process will become: unless the settings say otherwise the files are that user's, as if it had
     *     made them
     * @throws org.mailcloak.server.listen.ListenException if a socket cannot be had; then none is left open
     */
    static Sockets bind(SocketsSection settings, Optional<Account> user) {
        SocketAccess access = new SocketAccess(
                settings.ownerUser().or(() -> user.map(Account::name)),
                settings.ownerGroup().or(() -> user.map(Account::group)),
                settings.mode().permissions());
        Listener policy = Listener.bind("policy", settings.policy(), access);
        boolean done = false;
        try {
            Sockets both = new Sockets(policy, Listener.bind("socketmap", settings.socketmap(), access));
            done = true;
            return both;
        } finally {
            if (!done) {
                policy.close();
            }
        }
    }

    /** The ports of the TCP sockets, in the order policy, socketmap; 0 for a Unix domain socket. */
    List<Integer> ports() {
        return List.of(policy.port(), socketmap.port());
    }

    /** Stops accepting and removes the files. */
    @Override
    public void close() {
        policy.close();
        socketmap.close();
    }
}
