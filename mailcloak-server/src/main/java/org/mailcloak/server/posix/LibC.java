package org.mailcloak.server.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library of Linux, named as there. A uid_t or gid_t is an unsigned number of 32 bits in an {@code
 * int}; a size_t is as long as a pointer.
 *
 * <p>The kernel keeps users and groups for each thread. The functions that set them are glibc's and musl's, which
 * change every thread of the process or none (nptl(7), "NPTL and the POSIX threads specification"); the bare system calls
 * would change the calling thread only.
 */
interface LibC extends Library {

    /** The entry of a user, or null if there is none. The memory behind it is the library's own, until the next call. */
    @Nullable
    Pointer getpwnam(String name);

    /** -1 if there is not enough room; the count is the wanted one then. */
    int getgrouplist(String user, int group, int[] groups, IntByReference count);

    int setgroups(NativeLong size, int[] groups) throws LastErrorException;

    int setgid(int gid) throws LastErrorException;

    int setuid(int uid) throws LastErrorException;

    int socket(int domain, int type, int protocol) throws LastErrorException;

    NativeLong sendto(int socket, byte[] message, NativeLong size, int flags, byte[] address, int addressSize)
            throws LastErrorException;

    /** Without O_CREAT, which would take a third argument for the mode. */
    int openat(int folder, String name, int flags) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
}
