package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.Optional;
import org.mailcloak.config.ListenAddress;

/**
 * A socket as main.cf names it: {@code unix:path} or {@code inet:host:port}.
 *
 * @param text as it is written
 * @param path of a Unix domain socket; empty for TCP
 */
record Endpoint(String text, Optional<String> path) {

    private static final String UNIX = "unix:";
    private static final String INET = "inet:";

    static Endpoint of(String text) {
        return new Endpoint(
                text, text.startsWith(UNIX) ? Optional.of(text.substring(UNIX.length())) : Optional.empty());
    }

    /** Where a process finds the socket; a chrooted one sees the queue directory as its root. */
    Optional<Path> location(Path queueDirectory, boolean chrooted) {
        return path.map(named -> {
            String relative = chrooted ? named.replaceFirst("^/+", "") : named;
            return queueDirectory.resolve(relative).normalize();
        });
    }

    /** Whether this means the socket that the server listens on, reachable or not. */
    boolean means(ListenAddress ours, Path queueDirectory) {
        if (ours instanceof ListenAddress.Unix unix) {
            Path socket = unix.path().toAbsolutePath().normalize();
            return location(queueDirectory, false).filter(socket::equals).isPresent()
                    || location(queueDirectory, true).filter(socket::equals).isPresent();
        }
        return ours instanceof ListenAddress.Inet inet && meansPort(inet);
    }

    private boolean meansPort(ListenAddress.Inet ours) {
        if (!text.startsWith(INET)) {
            return false;
        }
        String address = text.substring(INET.length());
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "localhost" : address.substring(0, colon);
        return address.substring(colon + 1).equals(Integer.toString(ours.port()))
                && (ours.toString().equals(text) || (ours.isLoopback() == isLoopback(host)));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
    }
}
