package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A private Postfix on free ports of the loopback interface that takes mail for d1.test and throws it away. */
public final class BenchmarkPostfix implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Said together, once by a process, where the kernel's coarse clock of files passes a second before the fine one
     * (global/mail_stream.c); no request is concerned.
     */
    private static final List<String> CLOCK = List.of("file system clock is", "resetting file time stamps");

    /** Queue folders that hold a message on its way. */
    private static final List<String> QUEUES = List.of("maildrop", "incoming", "active", "deferred");

    private final Path folder;
    private final Path log;
    private final Map<Integer, String> restrictions = new LinkedHashMap<>();

    public BenchmarkPostfix(TempWorkspace workshop) {
        folder = workshop.folder("postfix" + System.nanoTime());
        log = folder.resolve("log/postfix.log");
    }

    public Path folder() {
        return folder;
    }

    /**
     * One more port. Call it before the start.
     *
     * @param policy what is asked about each recipient; may be empty
     */
    public int addPort(String policy) {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            restrictions.put(probe.getLocalPort(), policy);
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the ports are bound. */
    public void start() {
        try {
            for (String each : List.of("etc", "spool", "data", "log")) {
                Files.createDirectories(folder.resolve(each));
            }
            Files.setOwner(
                    folder.resolve("data"),
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
            Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwx------"));
            write("main.cf", mainCf());
            write("master.cf", masterCf());
        } catch (IOException e) {
            throw new UncheckedIOException("a private Postfix needs root and the package postfix", e);
        }
        command("start");
    }

    /** Dated back: Postfix's programs wait until a file that just changed has come of age. */
    private void write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("etc").resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private String mainCf() {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                maillog_file = %1$s/log/postfix.log
                maillog_file_prefixes = %1$s/log
                inet_interfaces = loopback-only
                inet_protocols = ipv4
                myhostname = mx.d1.test
                myorigin = d1.test
                mydestination =
                mynetworks = 192.0.2.1/32
                alias_maps =
                alias_database =
                virtual_mailbox_domains = d1.test
                virtual_mailbox_maps = static:all
                virtual_alias_maps =
                virtual_alias_domains =
                virtual_transport = discard:
                default_transport = discard:
                smtpd_peername_lookup = no
                smtp_dns_support_level = disabled
                smtpd_client_connection_count_limit = 0
                smtpd_relay_restrictions = reject_unauth_destination
                in_flow_delay = 0s
                service_throttle_time = 1s
                """.formatted(folder);
    }

    private String masterCf() {
        StringBuilder services = new StringBuilder();
        restrictions.forEach(
                (port, policy) -> services.append("""
                127.0.0.1:%d inet n - n - - smtpd
                  -o { smtpd_recipient_restrictions = %s }
                """.formatted(port, policy.isEmpty() ? "permit" : policy)));
        return services + """
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                anvil unix - - n - 1 anvil
                showq unix n - n - - showq
                proxymap unix - - n - - proxymap
                tlsmgr unix - - n 1000? 1 tlsmgr
                postlog unix-dgram n - n - 1 postlogd
                """;
    }

    /** The next run should not find the last one's work. */
    public void awaitEmptyQueue() {
        long begin = System.nanoTime();
        while (!queueIsEmpty()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("Postfix has not thrown everything away within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean queueIsEmpty() {
        return QUEUES.stream().map(folder.resolve("spool")::resolve).noneMatch(BenchmarkPostfix::holdsFiles);
    }

    private static boolean holdsFiles(Path queue) {
        try (Stream<Path> files = Files.find(queue, 4, (file, attributes) -> attributes.isRegularFile())) {
            return files.findAny().isPresent();
        } catch (UncheckedIOException | NoSuchFileException movedOn) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Empties the log.
     *
     * @throws IllegalStateException if there was a complaint in it: then it is not the service that was measured
     */
    public void checkLog() {
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> CLOCK.stream().noneMatch(line::contains))
                    .filter(line -> line.contains("warning:") || line.contains("fatal:") || line.contains("reject:"))
                    .findFirst()
                    .ifPresent(line -> {
                        throw new IllegalStateException("Postfix is not content: " + line);
                    });
            Files.write(log, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(String action) {
        Program.run(folder, List.of("postfix", "-c", folder.resolve("etc").toString(), action));
    }

    @Override
    public void close() {
        command("abort");
    }
}
