package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The server as its own process, started from the bundled jar the way an operator starts it. */
public final class MailcloakServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path configuration;
    private final Path log;
    private final Path pidFile;
    private final Path policySocket;
    private final Path socketmapSocket;
    private final List<String> wrapper;
    private Process process;

    /** With the local provider, and sockets for Postfix. */
    public MailcloakServer(Sandbox sandbox, Path database, Path policySocket, Path socketmapSocket) {
        this(sandbox, ServerConfiguration.forPostfix("provider: local\n", database, policySocket, socketmapSocket));
    }

    public MailcloakServer(Sandbox sandbox, ServerConfiguration settings) {
        this(sandbox, settings, List.of());
    }

    /** @param wrapper the beginning of a command that becomes the command after it, such as {@code prlimit --nofile=64} */
    public MailcloakServer(Sandbox sandbox, ServerConfiguration settings, List<String> wrapper) {
        this.wrapper = List.copyOf(wrapper);
        this.policySocket = settings.policySocket();
        this.socketmapSocket = settings.socketmapSocket();
        this.log = sandbox.path("log/server.log");
        this.pidFile = sandbox.path("server.pid");
        this.configuration = sandbox.file("config.yaml", settings.yaml());
        sandbox.onClose(() -> {
            if (process != null) {
                Processes.killTree(process.toHandle());
            }
        });
    }

    /** Returns once both sockets answer. */
    public void start() {
        List<String> line = new ArrayList<>(wrapper);
        line.addAll(List.of(Checkout.java(), "-jar", Checkout.server().toString(), configuration.toString()));
        try {
            process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Files.writeString(pidFile, Long.toString(process.pid()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the server's sockets").atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the server ended with " + process.exitValue() + ":\n" + Files.readString(log));
            }
            return answers(policySocket) && answers(socketmapSocket);
        });
    }

    /** Ends the server as a crash would: nothing is tidied up. */
    public void kill() {
        Processes.killTree(process.toHandle());
    }

    /**
     * Ends the server with SIGTERM.
     *
     * @return its exit code
     */
    public int terminate(Duration limit) {
        process.destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the server still runs " + limit + " after SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path configuration() {
        return configuration;
    }

    /** What the server wrote since its first start, on both streams. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Path> sockets() {
        return List.of(policySocket, socketmapSocket);
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
