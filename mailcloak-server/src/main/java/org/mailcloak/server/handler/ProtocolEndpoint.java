package org.mailcloak.server.handler;

import static java.util.Objects.requireNonNull;

import org.mailcloak.config.ListenAddress;

/**
 * A socket of a protocol.
 *
 * @param name for the log and for {@code mailcloakctl status}; unique in the server
 * @param title for an operator, such as {@code tcp_table alias}
 * @param address where it listens
 */
public record ProtocolEndpoint(String name, String title, ListenAddress address) {

    public ProtocolEndpoint {
        requireNonNull(address, "address");
        if (name.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException("An endpoint needs a name and a title");
        }
    }
}
