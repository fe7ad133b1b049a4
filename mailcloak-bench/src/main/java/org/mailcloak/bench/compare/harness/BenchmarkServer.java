package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The bundled server, started by the launcher as an operator starts it: the embedded default in a folder of its own. */
public final class BenchmarkServer implements Target {

    private final Path data;
    private final Path log;
    private final Process process;
    private final Duration startUp;
    private final long residentAtStart;

    private BenchmarkServer(Path data, Path log, Process process, Duration startUp) {
        this.data = data;
        this.log = log;
        this.process = process;
        this.startUp = startUp;
        this.residentAtStart = new ProcessFigures(process.pid()).residentKib();
    }

    /**
     * Returns with the first answer.
     *
     * @param folder where the launcher looks for {@code mailcloak-data}
     * @param command the launcher with its arguments
     */
    public static BenchmarkServer start(TempWorkspace workshop, Path folder, List<String> command) {
        Path data = folder.resolve("mailcloak-data");
        Path log = folder.resolve("server.log");
        // Appended to, so that it can be emptied while it is written.
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long begin = System.nanoTime();
        Process process = workshop.start(builder);
        try {
            FirstAnswer.await(BenchmarkProtocol.POLICY, data.resolve("policy.sock"), process);
        } catch (IllegalStateException failure) {
            throw new IllegalStateException(failure.getMessage() + ":\n" + read(log), failure);
        }
        Duration startUp = Duration.ofNanos(System.nanoTime() - begin);
        FirstAnswer.await(BenchmarkProtocol.SOCKETMAP, data.resolve("socketmap.sock"), process);
        return new BenchmarkServer(data, log, process, startUp);
    }

    /** From the start of the launcher to the first byte of the first reply. */
    public Duration startUp() {
        return startUp;
    }

    /** Resident memory right after the first answers, in KiB. */
    public long residentAtStart() {
        return residentAtStart;
    }

    public void stop() {
        Program.end(process);
    }

    /** The log has a line for each decision: without this a long run fills the disk. */
    public void emptyLog() {
        try {
            Files.write(log, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String address(BenchmarkProtocol protocol) {
        return "unix:" + data.resolve(protocol.load() + ".sock");
    }

    @Override
    public List<String> expectation(BenchmarkLoad load) {
        return load.requests()
                .map(requests -> List.of("-X", requests.replies().toString()))
                .orElseGet(() -> List.of("-x", load.protocol().rightReply()));
    }

    @Override
    public ProcessFigures figures(BenchmarkProtocol protocol) {
        return figures();
    }

    public ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
