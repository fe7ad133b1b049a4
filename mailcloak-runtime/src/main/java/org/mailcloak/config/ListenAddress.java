package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a service listens. */
public sealed interface ListenAddress {

    /**
     * As Postfix's configuration names it: a Unix domain socket by its path below the queue directory where it lies in that,
     * since a chrooted process sees the queue directory as its root, and others start there.
     *
     * @param queueDirectory Postfix's {@code queue_directory}, absolute
     */
    default String forPostfix(Path queueDirectory) {
        if (!(this instanceof Unix unix)) {
            return toString();
        }
        Path socket = unix.path().toAbsolutePath().normalize();
        Path queue = queueDirectory.normalize();
        return "unix:" + (socket.startsWith(queue) ? queue.relativize(socket) : socket);
    }

    /** A Unix domain socket; a relative path counts from the working directory. */
    record Unix(Path path) implements ListenAddress {

        /** What the JDK allows, in bytes; one less than {@code sun_path} of Linux holds. */
        static final int MAX_BYTES = 106;

        public Unix {
            int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > MAX_BYTES) {
                throw new IllegalArgumentException("expected a socket path of 1 to " + MAX_BYTES + " bytes, found "
                        + bytes + ": " + MessageText.value(path.toString()));
            }
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or an address, without brackets; never blank
     * @param port 0 to 65535, where 0 lets the system choose
     */
    record Inet(String host, int port) implements ListenAddress {

        private static final String PREFIX = "inet:";
        private static final String LOOPBACK = "127.0.0.1";
        private static final int MAX_PORT = 65_535;

        public Inet {
            if (host.isBlank()) {
                throw new IllegalArgumentException("expected inet:host:port, found no host");
            }
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("expected a port from 1 to " + MAX_PORT + ", found " + port);
            }
        }

        /**
         * Reads a port alone, which means the loopback address 127.0.0.1, or {@code host:port}.
         *
         * @throws IllegalArgumentException if the text is neither; the message says what was expected
         */
        static Inet parseHttp(String text) {
            String address = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            return parse(text, address.indexOf(':') < 0 ? LOOPBACK + ":" + address : address, "a port or host:port");
        }

        /** Whether it can be reached from this machine only. A name counts as one if it is {@code localhost}. */
        public boolean isLoopback() {
            return host.equalsIgnoreCase("localhost")
                    || AddressLiteral.parse(host)
                            .filter(AddressLiteral::isLoopback)
                            .isPresent();
        }

        /** As in a URL: an IPv6 address in brackets. */
        public String hostAndPort() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }

        @Override
        public String toString() {
            return PREFIX + hostAndPort();
        }

        private static Inet parse(String text, String address, String form) {
            int colon = address.lastIndexOf(':');
            String host = colon < 0 ? "" : address.substring(0, colon);
            String port = address.substring(colon + 1);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                throw new IllegalArgumentException("expected brackets around an IPv6 address, as in [::1]:10025, found "
                        + MessageText.value(text));
            }
            if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) == 0) {
                throw new IllegalArgumentException(
                        "expected " + form + " with a port from 1 to 65535, found " + MessageText.value(text));
            }
            return new Inet(host, Integer.parseInt(port));
        }
    }

    /**
     * Reads {@code inet:host:port}, {@code unix:path} or a plain path, as Postfix writes them.
     *
     * @throws IllegalArgumentException if the text is none of these; the message says what was expected
     */
    static ListenAddress parse(String text) {
        if (requireNonNull(text, "text").startsWith(Inet.PREFIX)) {
            return Inet.parse(text, text.substring(Inet.PREFIX.length()), "inet:host:port");
        }
        String path = text.startsWith("unix:") ? text.substring("unix:".length()) : text;
        if (path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            throw new IllegalArgumentException(
                    "expected a path, unix:path or inet:host:port, found " + MessageText.value(text));
        }
        try {
            return new Unix(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a path, found " + MessageText.value(text), e);
        }
    }
}
