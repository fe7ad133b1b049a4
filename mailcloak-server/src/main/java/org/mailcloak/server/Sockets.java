package org.mailcloak.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.listen.Listener;
import org.mailcloak.server.listen.SocketAccess;
import org.mailcloak.server.posix.Account;

/**
 * The sockets of the services. Clients wait in their backlogs until they are served.
 *
 * @param tables one for each map that is served by tcp_table(5)
 */
record Sockets(Listener policy, Listener socketmap, Map<String, Listener> tables) implements AutoCloseable {

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
        Deque<Listener> open = new ArrayDeque<>();
        boolean done = false;
        try {
            open.add(Listener.bind("policy", settings.policy(), access));
            open.add(Listener.bind("socketmap", settings.socketmap(), access));
            Map<String, Listener> tables = new LinkedHashMap<>();
            settings.tcpTables().forEach((map, address) -> {
                Listener listener = Listener.bind("tcp-" + map, address, access);
                open.add(listener);
                tables.put(map, listener);
            });
            Sockets all = new Sockets(open.removeFirst(), open.removeFirst(), tables);
            done = true;
            return all;
        } finally {
            if (!done) {
                open.forEach(Listener::close);
            }
        }
    }

    /** The ports of the TCP sockets, in the order policy, socketmap, tables; 0 for a Unix domain socket. */
    List<Integer> ports() {
        return Stream.concat(Stream.of(policy, socketmap), tables.values().stream())
                .map(Listener::port)
                .toList();
    }

    /** Stops accepting and removes the files. */
    @Override
    public void close() {
        policy.close();
        socketmap.close();
        tables.values().forEach(Listener::close);
    }
}
