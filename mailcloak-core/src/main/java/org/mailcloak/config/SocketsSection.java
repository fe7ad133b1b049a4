package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

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
 */
public record SocketsSection(
        ListenAddress policy,
        ListenAddress socketmap,
        Optional<String> ownerUser,
        Optional<String> ownerGroup,
        FileMode mode,
        List<String> allowedPeerUsers,
        List<NetworkRange> allowedNetworks,
        Map<String, ListenAddress.Inet> tcpTables) {

    public SocketsSection {
        requireNonNull(ownerUser, "ownerUser");
        requireNonNull(ownerGroup, "ownerGroup");
        requireNonNull(mode, "mode");
        allowedPeerUsers = List.copyOf(allowedPeerUsers);
        allowedNetworks = List.copyOf(allowedNetworks);
        tcpTables = Collections.unmodifiableMap(new LinkedHashMap<>(tcpTables));
        if (policy.equals(socketmap)) {
            throw new IllegalArgumentException("The two services cannot share the socket " + policy);
        }
    }

    /**
     * Whether a host may use the TCP sockets. This machine always may.
     *
     * @param peerAddress its IP address; what is none may not
     */
    public boolean admits(String peerAddress) {
        return AddressLiteral.parse(peerAddress)
                .filter(address ->
                        address.isLoopback() || allowedNetworks.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
    }
}
