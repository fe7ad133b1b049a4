package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * {@code sockets}: where the two services listen, and who may connect to a Unix domain socket.
 *
 * @param policy for {@code check_policy_service}
 * @param socketmap for {@code socketmap:} tables; never the same as {@code policy}
 * @param ownerUser a user's name; empty: the user that runs the process
 * @param ownerGroup a group's name; empty: the group that runs the process
 * @param allowedPeerUsers names of users or uids; empty: the mode alone decides. It has no meaning for TCP
 */
public record SocketsSection(
        ListenAddress policy,
        ListenAddress socketmap,
        Optional<String> ownerUser,
        Optional<String> ownerGroup,
        FileMode mode,
        List<String> allowedPeerUsers) {

    public SocketsSection {
        requireNonNull(ownerUser, "ownerUser");
        requireNonNull(ownerGroup, "ownerGroup");
        requireNonNull(mode, "mode");
        allowedPeerUsers = List.copyOf(allowedPeerUsers);
        if (policy.equals(socketmap)) {
            throw new IllegalArgumentException("The two services cannot share the socket " + policy);
        }
    }
}
