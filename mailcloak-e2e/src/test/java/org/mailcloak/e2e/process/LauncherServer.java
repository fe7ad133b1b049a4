package org.mailcloak.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/** The bundled server with the flags of the launcher, as an installation runs it: local provider, domain d1.test. */
public final class LauncherServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sandbox sandbox = new Sandbox();
    private final Path folder = sandbox.directory("state", "root", "rwxr-xr-x");
    private final Process process;

    /** @param standardError where the log goes */
    private LauncherServer(ProcessBuilder.Redirect standardError) {
        Path database = folder.resolve("state.db");
        CtlRunner ctl = new CtlRunner(sandbox, database);
        ctl.run("init");
        ctl.run("domains", "add", "d1.test");
        Path configuration = sandbox.file(
                "config.yaml",
                new ServerConfiguration("provider: local\n", database, policy(), socketmap(), "").yaml());
        List<String> line = new ArrayList<>(List.of("prlimit", "--nofile=20000:20000"));
        line.addAll(List.of(Checkout.launcher().toString(), configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(standardError);
        builder.environment().put("MAILCLOAK_JAR", Checkout.server().toString());
        builder.environment().put("MAILCLOAK_ARCHIVES", "none");
        try {
            process = builder.redirectOutput(standardError).start();
            Files.writeString(sandbox.path("server.pid"), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sandbox.onClose(() -> Processes.killTree(process.toHandle()));
        Awaitility.await("an answer").atMost(PATIENCE).until(() -> process.isAlive() && answers());
    }

    /** Its log goes nowhere. */
    public static LauncherServer start() {
        return new LauncherServer(ProcessBuilder.Redirect.DISCARD);
    }

    /** Nothing reads its log, a pipe that soon is full; the process's own words would go there too. */
    public static LauncherServer startWithoutReaderOfTheLog() {
        return new LauncherServer(ProcessBuilder.Redirect.PIPE);
    }

    public Path policy() {
        return folder.resolve("policy");
    }

    public Path socketmap() {
        return folder.resolve("socketmap");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether a new connection is answered. */
    public boolean answers() {
        try (PolicyClient client = new PolicyClient(policy())) {
            return !client.ask("", "someone@outside.example", "nobody@d1.test").isEmpty();
        } catch (Exception notYet) {
            return false;
        }
    }

    /** What the process has in memory now, in KiB. */
    public long residentKibibytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it with SIGTERM; returns its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the server still runs " + PATIENCE + " after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
