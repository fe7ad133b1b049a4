package org.mailcloak.e2e.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;

/** A private Postfix: own configuration, queue, data folder, log and ports below the sandbox. */
public final class PostfixInstance {

    /** Queue folders that hold a message somewhere on its way. */
    private static final List<String> QUEUES = List.of("maildrop", "incoming", "active", "deferred", "hold", "corrupt");

    private final Sandbox sandbox;
    private final Path queue;
    private final PostfixLog log;

    public PostfixInstance(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.queue = sandbox.path("spool");
        this.log = new PostfixLog(sandbox.path("log/postfix.log"));
    }

    /** What every private instance needs in main.cf: its own folders and log, and no name service. */
    public String ownParameters() {
        return """
                queue_directory = %s
                data_directory = %s
                maillog_file = %s
                maillog_file_prefixes = %s
                inet_interfaces = loopback-only
                inet_protocols = ipv4
                default_transport = discard:outside
                smtpd_peername_lookup = no
                smtp_dns_support_level = disabled
                service_throttle_time = 1s
                """.formatted(queue, sandbox.path("data"), log.file(), log.file().getParent());
    }

    /** What every private instance needs in master.cf beside its SMTP services. */
    public static String ownServices() {
        return """
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                lmtp unix - - n - - lmtp
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                showq unix n - n - - showq
                postlog unix-dgram n - n - 1 postlogd
                """;
    }

    /** The same, chrooted as in Debian's master.cf. */
    public static String chrootedServices() {
        return ownServices().replaceAll("(?m)^(?!qmgr )(\\S+ unix \\S+ \\S+) n ", "$1 y ");
    }

    /** Leaves messages where the queue manager finds them, but stops it, until the steps are done. */
    public void whileNothingIsDelivered(Runnable steps) {
        signal("STOP");
        try {
            steps.run();
        } finally {
            signal("CONT");
        }
    }

    private void signal(String name) {
        Processes.fromPidFile(queue.resolve("pid/master.pid")).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/qmgr"))
                        .isPresent())
                .forEach(qmgr -> sandbox.command(Duration.ofSeconds(10))
                        .runOrFail(List.of("kill", "-" + name, Long.toString(qmgr.pid()))));
    }

    /** Tries to deliver all that waits. */
    public void flush() {
        sandbox.command(Duration.ofSeconds(30))
                .runOrFail(List.of("postqueue", "-c", sandbox.path("postfix").toString(), "-f"));
    }

    /** The programs of this Postfix that run now and see the queue directory as their root. */
    public Set<String> chrootedPrograms() {
        return Processes.fromPidFile(queue.resolve("pid/master.pid")).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> Processes.root(process).equals(Optional.of(queue)))
                .flatMap(process -> process.info().command().stream())
                .map(command -> Path.of(command).getFileName().toString())
                .collect(Collectors.toSet());
    }

    /**
     * Returns once the ports are bound. The sockets below the queue folder need not be there yet, but Dovecot's has to be
     * before the first connection.
     *
     * @param files names and contents of the files in the configuration folder
     */
    public void start(Map<String, String> files) {
        sandbox.directory("log", "root", "rwxr-xr-x");
        sandbox.directory("postfix", "root", "rwxr-xr-x");
        sandbox.directory("spool", "root", "rwxr-xr-x");
        sandbox.directory("data", "postfix", "rwx------");
        files.forEach((name, content) -> sandbox.file("postfix/" + name, content));
        sandbox.onClose(this::stop);
        Command.Outcome outcome = command("start");
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("Postfix did not start: " + outcome + String.join("\n", log.since(0)));
        }
    }

    private void stop() {
        Processes.fromPidFile(queue.resolve("pid/master.pid")).ifPresent(Processes::killTree);
    }

    /** What Postfix has to say about its configuration, such as parameters that nothing uses; empty if all is well. */
    public String configurationWarnings() {
        return sandbox.command(Duration.ofSeconds(30))
                        .run(
                                "",
                                List.of(
                                        "postconf",
                                        "-c",
                                        sandbox.path("postfix").toString(),
                                        "-n"))
                        .stderr()
                + command("check").stderr();
    }

    /** What is set in main.cf, a line each. */
    public String parameters() {
        return sandbox.command(Duration.ofSeconds(30))
                .run("", List.of("postconf", "-c", sandbox.path("postfix").toString(), "-n"))
                .stdout();
    }

    private Command.Outcome command(String action) {
        return sandbox.command(Duration.ofSeconds(30))
                .run("", List.of("postfix", "-c", sandbox.path("postfix").toString(), action));
    }

    public PostfixLog log() {
        return log;
    }

    /** Whether no message is on its way: all were delivered, discarded or bounced. */
    public boolean queueIsEmpty() {
        return QUEUES.stream().map(queue::resolve).noneMatch(PostfixInstance::holdsFiles);
    }

    private static boolean holdsFiles(Path folder) {
        try (Stream<Path> files = Files.find(folder, 4, (file, attributes) -> attributes.isRegularFile())) {
            return files.findAny().isPresent();
        } catch (UncheckedIOException e) {
            // A message moved on while it was looked at, so there was one.
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
