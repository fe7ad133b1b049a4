package org.mailcloak.server.transport;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.mailcloak.server.posix.PosixUser;

/** Sets owner, group and mode of a socket's file. */
final class FileAccess {

    private FileAccess() {}

    /**
     * @param path the configured path, for messages
     * @param file where the file is now
     */
    static void apply(SocketAccess access, Path path, Path file) throws IOException {
        // A view that does not follow links cannot set permissions of a socket (ENXIO); no other program knows the name
        // yet.
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            if (access.group().isPresent()) {
                view.setGroup(known(path, access.group().get(), principals::lookupPrincipalByGroupName));
            }
            view.setPermissions(access.mode());
            if (access.owner().isPresent()) {
                view.setOwner(known(path, access.owner().get(), principals::lookupPrincipalByName));
            }
        } catch (IOException refused) {
            throw new ListenException(refusal(access, path) + ": " + refused.getMessage(), refused);
        }
    }

    /**
     * Looks whether {@link #apply} would succeed for a file of this process's.
     *
     * @param path the configured path, for messages
     * @throws ListenException if it would not
     */
    static void require(SocketAccess access, Path path) {
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        boolean mayGive = PosixUser.isRoot();
        try {
            if (access.owner().isPresent()) {
                mayGive |= PosixUser.owns(known(path, access.owner().get(), principals::lookupPrincipalByName));
            } else {
                mayGive = true;
            }
            if (access.group().isPresent()) {
                GroupPrincipal group = known(path, access.group().get(), principals::lookupPrincipalByGroupName);
                mayGive &= PosixUser.isRoot() || PosixUser.isMemberOf(group);
            }
        } catch (IOException failure) {
            throw new ListenException(
                    "Socket " + path + ": its owner and group cannot be looked up: " + failure, failure);
        }
        if (!mayGive) {
            throw new ListenException(
                    refusal(access, path) + ", and this process is " + PosixUser.ownName()
                            + ". Leave out sockets.socket_owner_user and a group that is not one of that user's, or start as root");
        }
    }

    private static String refusal(SocketAccess access, Path path) {
        return "Socket " + path + ": owner " + access.owner().orElse("(unchanged)") + ", group "
                + access.group().orElse("(unchanged)") + " cannot be set; only root may give a socket to another user";
    }

    /** The exception does not contain the name on every Java. */
    private static <P> P known(Path path, String name, Principals<P> principals) throws IOException {
        try {
            return principals.find(name);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new ListenException("Socket " + path + ": this system has no user or group " + name, unknown);
        }
    }

    private interface Principals<P> {
        P find(String name) throws IOException;
    }
}
