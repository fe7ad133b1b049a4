package org.mailcloak.server.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notifier that reports to the service manager that started this process what the process does, as sd_notify(3)
 * describes: a datagram to the Unix domain socket that {@code NOTIFY_SOCKET} names. Without that variable nothing is
 * reported and nothing native is loaded. What cannot be reported is logged, and the service goes on. Safe for use by
 * many threads.
 */
public final class SystemdNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);

    private static final String VARIABLE = "NOTIFY_SOCKET";

    /** From the headers of Linux. */
    private static final short AF_UNIX = 1;

    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** sun_path of struct sockaddr_un. */
    private static final int MAX_PATH = 108;

    private final Optional<Receiver> receiver;
    private final Optional<Duration> watchdog;

    /** A socket's address, and how to reach it. */
    private static final class Receiver {

        private final LibC libC;
        private final byte[] address;

        Receiver(LibC libC, byte[] address) {
            this.libC = libC;
            this.address = address;
        }
    }

    private SystemdNotifier(Optional<Receiver> receiver, Optional<Duration> watchdog) {
        this.receiver = receiver;
        this.watchdog = watchdog;
    }

    /** @param environment of this process */
    public static SystemdNotifier of(Map<String, String> environment) {
        String path = environment.getOrDefault(VARIABLE, "");
        if (path.isEmpty()) {
            return new SystemdNotifier(Optional.empty(), Optional.empty());
        }
        Optional<byte[]> address = address(path);
        if (address.isEmpty()) {
            LOG.warn("The service manager is not notified: {} is {}, which is no Unix domain socket", VARIABLE, path);
            return new SystemdNotifier(Optional.empty(), Optional.empty());
        }
        try {
            return new SystemdNotifier(
                    Optional.of(new Receiver(NativeCode.load(), address.get())), watchdog(environment));
        } catch (PrivilegeException failure) {
            LOG.warn("The service manager is not notified: {}", failure.getMessage());
            return new SystemdNotifier(Optional.empty(), Optional.empty());
        }
    }

    /** Half of the time after which a silent service is taken for dead, as sd_watchdog_enabled(3) advises. */
    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = pid.isEmpty()
                || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return ours && micros.matches("[1-9][0-9]{0,17}")
                ? Optional.of(
                        Duration.of(Long.parseLong(micros), ChronoUnit.MICROS).dividedBy(2))
                : Optional.empty();
    }

    /** struct sockaddr_un; a name that begins with @ is an abstract one, which begins with a zero byte instead. */
    private static Optional<byte[]> address(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length < 2 || name.length > MAX_PATH - 1 || (name[0] != '/' && name[0] != '@')) {
            return Optional.empty();
        }
        boolean isAbstract = name[0] == '@';
        if (isAbstract) {
            name[0] = 0;
        }
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + name.length + (isAbstract ? 0 : 1))
                .order(ByteOrder.nativeOrder())
                .putShort(AF_UNIX)
                .put(name);
        return Optional.of(address.array());
    }

    /** The service answers, or answers by its new configuration. */
    public void ready() {
        tell("READY=1");
    }

    /** Reports that a new configuration is being read; {@link #ready} follows in every case. */
    public void reloading() {
        // The JDK's nanoTime is CLOCK_MONOTONIC on Linux, which is what systemd compares this with.
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
    }

    /** How often the service manager wants to hear {@link #alive}; empty if it does not. */
    public Optional<Duration> watchdog() {
        return receiver.isPresent() ? watchdog : Optional.empty();
    }

    /** The service answers still. */
    public void alive() {
        tell("WATCHDOG=1");
    }

    /** The service stops. */
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String state) {
        receiver.ifPresent(known -> {
            try {
                send(known, state.getBytes(StandardCharsets.UTF_8));
            } catch (LastErrorException failure) {
                LOG.warn(
                        "The service manager could not be notified of {}: {}",
                        state.lines().findFirst().orElse(""),
                        failure.getMessage());
            }
        });
    }

    private static void send(Receiver receiver, byte[] state) {
        LibC libC = receiver.libC;
        int descriptor = libC.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        try {
            libC.sendto(
                    descriptor,
                    state,
                    new NativeLong(state.length),
                    MSG_NOSIGNAL,
                    receiver.address,
                    receiver.address.length);
        } finally {
            libC.close(descriptor);
        }
    }
}
