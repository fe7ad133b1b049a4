package org.mailcloak.server.transport;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may connect to a Unix domain socket: connecting needs write permission on its file.
 *
 * @param owner a user's name; empty: the user of this process
 * @param group a group's name; empty: the group of this process
 * @param mode of the file
 * @param daemon the name of the user that this process, which is root, will become; empty: it stays what it is
 */
public record SocketAccess(
        Optional<String> owner, Optional<String> group, Set<PosixFilePermission> mode, Optional<String> daemon) {

    public SocketAccess {
        mode = Set.copyOf(mode);
    }

    /** Of a process that stays the user that it is. */
    public SocketAccess(Optional<String> owner, Optional<String> group, Set<PosixFilePermission> mode) {
        this(owner, group, mode, Optional.empty());
    }

    /** Names of the users that may write to the folder of a socket of root's, beside root. */
    Set<String> folderUsers() {
        return Stream.of(owner, daemon).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }
}
