package org.mailcloak.server.listen;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Sets owner, group and mode of a socket's file. */
final class FileAccess {

    private FileAccess() {}

    /**
     * @param path the configured path, for messages
     * @param file where the file is now
     */
    static void apply(SocketAccess access, Path path, Path file) throws IOException {
        // A view that does not follow links cannot set permissions of a socket (ENXIO); nobody else knows the name yet.
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
            throw new ListenException(
                    "Socket " + path + ": owner " + access.owner().orElse("(unchanged)") + ", group "
                            + access.group().orElse("(unchanged)")
                            + " cannot be set; only root may give a socket to another user: " + refused.getMessage(),
                    refused);
        }
    }

    /** The exception does not tell the name on every Java. */
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
