package org.mailcloak.server.listen;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to a Unix domain socket: connecting needs write permission on its file.
 *
 * @param owner a user's name; empty: the user of this process
 * @param group a group's name; empty: the group of this process
 */
public record SocketAccess(Optional<String> owner, Optional<String> group, Set<PosixFilePermission> mode) {

    public SocketAccess {
        mode = Set.copyOf(mode);
    }
}
