package org.mailcloak.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A private Postfix: own configuration, queue, data folder, log and ports below the sandbox. */
final class PostfixInstance {

    /** Queue folders that hold a message somewhere on its way. */
    private static final List<String> QUEUES = List.of("maildrop", "incoming", "active", "deferred", "hold", "corrupt");

    private final Sandbox sandbox;
    private final PostfixConfiguration configuration;
    private final PostfixLog log;

    PostfixInstance(Sandbox sandbox, Path database) {
        this.sandbox = sandbox;
        Path logFile = sandbox.path("log/postfix.log");
        this.configuration = new PostfixConfiguration(
                sandbox.path("postfix"),
                sandbox.path("spool"),
                sandbox.path("data"),
                logFile,
                database,
                sandbox.freePort(),
                sandbox.freePort());
        this.log = new PostfixLog(logFile);
    }

    /**
     * Returns once both ports are bound. The sockets below the queue folder need not be there yet, but Dovecot's has to be
     * before the first connection.
     */
    void start() {
        sandbox.directory("log", "root", "rwxr-xr-x");
        sandbox.directory("postfix", "root", "rwxr-xr-x");
        sandbox.directory("spool", "root", "rwxr-xr-x");
        sandbox.directory("data", "postfix", "rwx------");
        sandbox.file("postfix/main.cf", configuration.mainCf());
        sandbox.file("postfix/master.cf", configuration.masterCf());
        sandbox.file("postfix/domains.cf", configuration.domainsCf());
        sandbox.onClose(this::stop);
        Command.Outcome outcome = sandbox.command(Duration.ofSeconds(30))
                .run("", List.of("postfix", "-c", configuration.folder().toString(), "start"));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("Postfix did not start: " + outcome + String.join("\n", log.since(0)));
        }
    }

    private void stop() {
        Processes.fromPidFile(configuration.queue().resolve("pid/master.pid")).ifPresent(Processes::killTree);
    }

    /** Port where foreign recipients are refused by Postfix itself before the policy service is asked. */
    int port() {
        return configuration.port();
    }

    /** Port where the policy service is asked before Postfix's own relay check. */
    int policyFirstPort() {
        return configuration.policyFirstPort();
    }

    PostfixLog log() {
        return log;
    }

    /** Whether no message is on its way: all were delivered, discarded or bounced. */
    boolean queueIsEmpty() {
        return QUEUES.stream().map(configuration.queue()::resolve).noneMatch(PostfixInstance::holdsFiles);
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
