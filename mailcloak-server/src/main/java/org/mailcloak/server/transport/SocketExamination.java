package org.mailcloak.server.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.posix.HeldFile;
import org.mailcloak.server.posix.PosixUser;

/**
 * Says before a start what the start would say about a socket, and makes and changes nothing. It goes the same way as
 * {@link Listener#bind}, as the user that this process is: call it before the process becomes {@code daemon.user}.
 *
 * @param status whether a start would succeed
 * @param finding one line; empty if there is nothing to say
 */
public record SocketExamination(Status status, String finding) {

    /** What a start would make of the socket. */
    public enum Status {
        /** It would be opened. */
        OK,
        /** It would be opened, or could be but for what passes, such as a server that runs now. */
        WARNING,
        /** The start would fail. */
        FAILED
    }

    private static final SocketExamination FINE = new SocketExamination(Status.OK, "");

    /** Of one address. An {@code inet:} socket is not opened, so a port that another program has is not found. */
    public static SocketExamination of(ListenAddress address, SocketAccess access) {
        try {
            if (address instanceof ListenAddress.Unix unix) {
                return of(unix.path(), access);
            }
            return of((ListenAddress.Inet) address);
        } catch (ListenException refused) {
            return new SocketExamination(Status.FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private static SocketExamination of(Path path, SocketAccess access) {
        boolean answered;
        try (HeldFile folder = SocketFolder.open(path, access)) {
            SocketEntry entry = new SocketEntry(path, folder);
            answered = entry.isAnswered();
            if (!answered) {
                entry.requireFree();
            }
            entry.requireShort();
            if (!Files.isWritable(folder.path()) || !Files.isExecutable(folder.path())) {
                throw new ListenException(
                        "Socket " + path + ": " + PosixUser.ownName() + " may not write to the folder "
                                + path.toAbsolutePath().getParent()
                                + "; give it to that user, choose another folder, or start as root with daemon.user");
            }
        } catch (IOException failure) {
            throw new ListenException("Socket " + path + " cannot be opened: " + failure, failure);
        }
        FileAccess.require(access, path);
        if (answered) {
            return warning(
                    "Socket " + path
                            + " is in use: a process answers on it, perhaps the server that runs now; a start beside it would fail");
        }
        return path.isAbsolute()
                ? FINE
                : warning("Socket " + path + " counts from the working directory of the start, which is "
                        + Path.of("").toAbsolutePath() + " now; write the whole path");
    }

    private static SocketExamination of(ListenAddress.Inet address) {
        InetSocketAddress where = new InetSocketAddress(address.host(), address.port());
        if (where.isUnresolved()) {
            throw new ListenException("Socket " + address + ": the host name is not known");
        }
        InetAddress host = where.getAddress();
        try {
            if (!host.isAnyLocalAddress() && NetworkInterface.getByInetAddress(host) == null) {
                throw new ListenException(
                        "Socket " + address + " cannot be opened: no interface of this machine has the" + " address "
                                + host.getHostAddress());
            }
        } catch (SocketException unknown) {
            return warning("Socket " + address + ": the addresses of this machine cannot be told: " + unknown);
        }
        return FINE;
    }

    private static SocketExamination warning(String finding) {
        return new SocketExamination(Status.WARNING, finding);
    }

    /** Whether a start would fail. */
    public boolean failed() {
        return status == Status.FAILED;
    }

    /**
     * As a line of {@code --check}; empty if there is nothing to say.
     *
     * @param name of the socket
     */
    public Optional<String> line(String name) {
        return finding.isEmpty()
                ? Optional.empty()
                : Optional.of(status.name().toLowerCase(Locale.ROOT) + ": " + name + ": " + finding);
    }
}
