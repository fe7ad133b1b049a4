package org.mailcloak.server.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user of the system that the process can become. By the C library, so that users of a directory service are found too.
 *
 * <p>Becoming the user is for good and for every thread: the supplementary groups and the group go first, while the
 * process may still change them. What is true afterwards is read from the kernel, and not from what was asked for.
 */
public final class PosixUser {

    private static final Logger LOG = LoggerFactory.getLogger(PosixUser.class);

    private static final int ROOT = 0;

    private static final String ROOT_NAME = "root";

    /** NGROUPS_MAX of Linux. */
    private static final int MAX_GROUPS = 65_536;

    private final LibC libC;
    private final String name;
    private final int uid;
    private final int gid;
    private final int[] groups;

    private PosixUser(LibC libC, String name, int uid, int gid, int[] groups) {
        this.libC = libC;
        this.name = name;
        this.uid = uid;
        this.gid = gid;
        this.groups = groups;
    }

    /** Returns whether this process is root, regardless of the name of that user. */
    public static boolean isRoot() {
        return Credentials.areKnown()
                ? Credentials.ofProcess().effectiveUid() == ROOT
                : System.getProperty("user.name", "").equals(ROOT_NAME);
    }

    /**
     * Whether the user is the one that this process is now.
     *
     * @throws IOException if the system does not say
     */
    public static boolean owns(UserPrincipal user) throws IOException {
        return user.equals(
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ownUid()));
    }

    /**
     * Whether this process may give files of its own to the group.
     *
     * @throws IOException if the system does not say
     */
    public static boolean isMemberOf(GroupPrincipal group) throws IOException {
        Credentials own = Credentials.ofProcess();
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        Set<Long> numbers = new HashSet<>(own.groups());
        numbers.addAll(own.gids());
        for (long number : numbers) {
            if (group.equals(principals.lookupPrincipalByGroupName(Long.toString(number)))) {
                return true;
            }
        }
        return false;
    }

    /** The user that this process is now, for messages: its name, or its uid if it has none. */
    public static String ownName() {
        try {
            return FileSystems.getDefault()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(ownUid())
                    .getName();
        } catch (IOException unnamed) {
            return ownUid();
        }
    }

    /**
     * Returns the uid that this process has now, in decimal; where the kernel does not report it, the name that it was
     * started with.
     */
    public static String ownUid() {
        return Credentials.areKnown()
                ? Long.toString(Credentials.ofProcess().effectiveUid())
                : System.getProperty("user.name", "");
    }

    /**
     * The user that this process has to become.
     *
     * @param wanted {@code daemon.user}; {@code root} means to stay root
     * @return empty if it stays what it is: it is not root, or no other user is wanted
     * @throws PrivilegeException if there is no such user
     */
    public static Optional<PosixUser> toBecome(Optional<String> wanted) {
        return wanted.filter(name -> !name.equals(ROOT_NAME) && isRoot()).map(PosixUser::find);
    }

    private static PosixUser find(String name) {
        LibC libC = NativeCode.load();
        Pointer entry = libC.getpwnam(name);
        if (entry == null) {
            throw new PrivilegeException("daemon.user: this system has no user " + name + "; make it, or name another");
        }
        // struct passwd begins with two pointers (name and password), then uid and gid, on every Linux.
        int uid = entry.getInt(2L * Native.POINTER_SIZE);
        int gid = entry.getInt(2L * Native.POINTER_SIZE + Integer.BYTES);
        if (uid == ROOT) {
            throw new PrivilegeException("daemon.user: the user " + name + " is root by another name, with the uid 0;"
                    + " write root to stay root, or name another");
        }
        return new PosixUser(libC, name, uid, gid, groups(libC, name, gid));
    }

    private static int[] groups(LibC libC, String name, int gid) {
        IntByReference count = new IntByReference(MAX_GROUPS);
        int[] groups = new int[MAX_GROUPS];
        if (libC.getgrouplist(name, gid, groups, count) < 0) {
            throw new PrivilegeException("daemon.user: the groups of " + name + " cannot be had");
        }
        return Arrays.copyOf(groups, count.getValue());
    }

    public String name() {
        return name;
    }

    /** The number of the primary group, in decimal. */
    public String group() {
        return Integer.toUnsignedString(gid);
    }

    /**
     * Makes every thread of this process one of this user, with its groups and no others, for good.
     *
     * @throws PrivilegeException if that fails, or if any thread turns out to be anything else; the process may be half
     *     changed then and must end
     */
    public void become() {
        try {
            libC.setgroups(new NativeLong(groups.length), groups);
            libC.setgid(gid);
            libC.setuid(uid);
        } catch (LastErrorException refused) {
            throw new PrivilegeException(
                    "daemon.user: the system does not let this process become " + name + ": " + refused.getMessage()
                            + "; it needs CAP_SETUID and CAP_SETGID",
                    refused);
        }
        if (canBeRootAgain()) {
            throw new PrivilegeException("daemon.user: this process can become root again after it became " + name);
        }
        Map<String, Credentials> threads = Credentials.ofThreads();
        threads.forEach(this::check);
        LOG.info(
                "Runs as {} from here on: uid {}, gid {}, groups {}, {} threads",
                name,
                text(uid),
                text(gid),
                groups(),
                threads.size());
    }

    private boolean canBeRootAgain() {
        try {
            libC.setuid(ROOT);
            return true;
        } catch (LastErrorException refused) {
            return false;
        }
    }

    private void check(String thread, Credentials found) {
        Credentials expected = new Credentials(number(uid), Set.of(number(uid)), Set.of(number(gid)), groups(), false);
        if (!found.equals(expected)) {
            throw new PrivilegeException("daemon.user: thread " + thread + " did not become " + name + ": expected "
                    + expected + ", found " + found);
        }
    }

    private Set<Long> groups() {
        return Arrays.stream(groups).mapToObj(PosixUser::number).collect(Collectors.toSet());
    }

    private static long number(int id) {
        return Integer.toUnsignedLong(id);
    }

    private static String text(int id) {
        return Integer.toUnsignedString(id);
    }

    @Override
    public String toString() {
        return name;
    }
}
