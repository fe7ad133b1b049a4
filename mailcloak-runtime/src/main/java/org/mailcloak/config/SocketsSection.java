package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sockets}: where the two services listen, and who may connect to a Unix domain socket.
 *
 * @param policy for {@code check_policy_service}
 * @param socketmap for {@code socketmap:} tables; never the same as {@code policy}
 * @param ownerUser a user's name; empty: the user that runs the process
 * @param ownerGroup a group's name; empty: the group that runs the process
 * @param allowedPeerUsers names of users or uids; empty: the mode alone decides. It has no meaning for TCP
 * @param allowedNetworks whose hosts may use TCP sockets, beside this machine; may be empty
 * @param tcpTables maps that are served by tcp_table(5) too, and where
 * @param control where the running server reports its status; empty: nowhere
 */
public record SocketsSection(
        ListenAddress policy,
        ListenAddress socketmap,
        Optional<String> ownerUser,
        Optional<String> ownerGroup,
        FileMode mode,
        List<String> allowedPeerUsers,
        List<NetworkRange> allowedNetworks,
        Map<String, ListenAddress.Inet> tcpTables,
        Optional<ListenAddress.Unix> control) {

    public SocketsSection {
        requireNonNull(ownerUser, "ownerUser");
        requireNonNull(ownerGroup, "ownerGroup");
        requireNonNull(mode, "mode");
        requireNonNull(control, "control");
        allowedPeerUsers = List.copyOf(allowedPeerUsers);
        allowedNetworks = List.copyOf(allowedNetworks);
        tcpTables = Collections.unmodifiableMap(new LinkedHashMap<>(tcpTables));
        if (policy.equals(socketmap)) {
            throw new IllegalArgumentException("The two services cannot share the socket " + policy);
        }
    }

    /** Without a control socket. */
    public SocketsSection(
            ListenAddress policy,
            ListenAddress socketmap,
            Optional<String> ownerUser,
            Optional<String> ownerGroup,
            FileMode mode,
            List<String> allowedPeerUsers,
            List<NetworkRange> allowedNetworks,
            Map<String, ListenAddress.Inet> tcpTables) {
        this(
                policy,
                socketmap,
                ownerUser,
                ownerGroup,
                mode,
                allowedPeerUsers,
                allowedNetworks,
                tcpTables,
                Optional.empty());
    }

    /** Returns the same sockets for other peers. */
    public SocketsSection admitting(List<String> peerUsers, List<NetworkRange> networks) {
        return new SocketsSection(
                policy, socketmap, ownerUser, ownerGroup, mode, peerUsers, networks, tcpTables, control);
    }

    /**
     * Returns where the control socket is unless {@code sockets.control_socket} says otherwise: beside the database,
     * where the server may make files, whichever user it runs as. Empty if that path is too long for a socket.
     */
    public static Optional<ListenAddress.Unix> defaultControl(Path database) {
        Path socket = database.resolveSibling("control.sock");
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= ListenAddress.Unix.MAX_BYTES
                ? Optional.of(new ListenAddress.Unix(socket))
                : Optional.empty();
    }

    /**
     * Returns whether a host may use the TCP sockets. This machine always may.
     *
     * @param peerAddress its IP address; a text that is not one is not admitted
     */
    public boolean admits(String peerAddress) {
        return AddressLiteral.parse(peerAddress)
                .filter(address ->
                        address.isLoopback() || allowedNetworks.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
    }
}
