package org.mailcloak.server.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Unix domain socket for datagrams, as a service manager listens on one. The JDK has none. */
public final class DatagramSocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EAGAIN = 11;
    private static final C C_LIBRARY = Native.load("c", C.class);

    private final int descriptor;

    interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int socket, byte[] address, int size) throws LastErrorException;

        NativeLong recv(int socket, byte[] buffer, NativeLong size, int flags) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /** @param name a path, or @ and a name that is in no folder */
    public DatagramSocket(String name) {
        byte[] path = (name.startsWith("@") ? "\0" + name.substring(1) : name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[2 + path.length];
        // Little-endian machines only, as those are that run these tests.
        address[0] = AF_UNIX;
        System.arraycopy(path, 0, address, 2, path.length);
        descriptor = C_LIBRARY.socket(AF_UNIX, SOCK_DGRAM, 0);
        C_LIBRARY.bind(descriptor, address, address.length);
    }

    /** The datagrams that are there now, as text. */
    public List<String> received() {
        List<String> all = new ArrayList<>();
        byte[] buffer = new byte[4_096];
        while (true) {
            try {
                int size = C_LIBRARY
                        .recv(descriptor, buffer, new NativeLong(buffer.length), MSG_DONTWAIT)
                        .intValue();
                all.add(new String(buffer, 0, size, StandardCharsets.UTF_8));
            } catch (LastErrorException nothing) {
                if (nothing.getErrorCode() != EAGAIN) {
                    throw nothing;
                }
                return all;
            }
        }
    }

    @Override
    public void close() {
        C_LIBRARY.close(descriptor);
    }
}
