package org.mailcloak.bench.compare.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailcloak.bench.compare.result.Measurement;

/** The load generator {@code mcload}, compiled where it is needed. It is the reference server too. */
public final class LoadGenerator {

    private final Path folder;
    private final Path program;

    private LoadGenerator(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    /** @param source mcload.c */
    static LoadGenerator compile(TempWorkspace workshop, Path source) {
        Path folder = workshop.folder("mcload");
        Path program = folder.resolve("mcload");
        Program.run(folder, List.of("cc", "-O2", "-o", program.toString(), source.toString()));
        return new LoadGenerator(folder, program);
    }

    /** @throws IllegalStateException if a reply was missing or wrong */
    public Measurement run(BenchmarkLoad load, Target target, Duration time) {
        return run(load, target, length(time));
    }

    /** @throws IllegalStateException if a reply was missing or wrong */
    public Measurement run(BenchmarkLoad load, Target target, long requests) {
        return run(load, target, List.of("-n", Long.toString(requests)));
    }

    private Measurement run(BenchmarkLoad load, Target target, List<String> length) {
        ProcessFigures figures = target.figures(load.protocol());
        long begin = System.nanoTime();
        double server = micros(figures.processorTime());
        double machine = micros(Machine.busy());
        LoadResult result = LoadResult.parse(Program.run(folder, line(load, target, length)));
        server = micros(figures.processorTime()) - server;
        machine = micros(Machine.busy()) - machine;
        double all = (System.nanoTime() - begin) / 1_000.0 * Machine.cores();
        return new Measurement(
                result.rate(),
                result.p50(),
                result.p99(),
                server / Math.max(1, result.done()),
                Math.max(0, machine - server - result.processor()) / all);
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1_000.0;
    }

    /** The generator's options for so much time. */
    static List<String> length(Duration time) {
        return List.of("-d", Double.toString(time.toMillis() / 1_000.0));
    }

    /** The command line that lays a load on a server. */
    List<String> line(BenchmarkLoad load, Target target, List<String> length) {
        List<String> line = new ArrayList<>();
        line.addAll(List.of(program.toString(), load.protocol().load(), target.address(load.protocol())));
        line.addAll(List.of("-c", Integer.toString(load.connections()), "-i", Integer.toString(load.idle())));
        load.requests()
                .ifPresent(requests -> line.addAll(List.of("-f", requests.file().toString())));
        line.addAll(target.expectation(load));
        line.addAll(length);
        return line;
    }

    /** The command line of a server that answers always the same. */
    List<String> serve(BenchmarkProtocol protocol, String address) {
        return List.of(program.toString(), protocol.serve(), address);
    }
}
