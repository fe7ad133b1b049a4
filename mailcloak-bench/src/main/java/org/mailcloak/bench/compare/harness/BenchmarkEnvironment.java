package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailcloak.bench.compare.result.Candidate;
import org.mailcloak.bench.compare.result.Report;

/** What the trials share: the generator, the reference and one server with the people in its database. Made when asked for. */
public final class BenchmarkEnvironment {

    private final TempWorkspace workshop;
    private final Path checkout;
    private final Commands commands;
    private final LoadGenerator generator;
    private final Map<BenchmarkProtocol, BenchmarkLoad.Requests> traffic = new EnumMap<>(BenchmarkProtocol.class);
    private @Nullable BenchmarkServer server;
    private @Nullable ReferenceServer reference;
    private int homes;

    /** @param checkout the folder of a checkout whose jars are built */
    public BenchmarkEnvironment(TempWorkspace workshop, Path checkout, Commands commands) {
        this.workshop = workshop;
        this.checkout = checkout;
        this.commands = commands;
        this.generator = LoadGenerator.compile(workshop, checkout.resolve("mailcloak-bench/src/main/c/mcload.c"));
    }

    /**
     * How the programs are started.
     *
     * @param server the embedded default in the current folder, or, with a file as its argument, that configuration
     * @param ctl mailcloakctl
     */
    public record Commands(List<String> server, List<String> ctl) {

        public Commands {
            server = List.copyOf(server);
            ctl = List.copyOf(ctl);
        }
    }

    public TempWorkspace workshop() {
        return workshop;
    }

    public Path checkout() {
        return checkout;
    }

    public LoadGenerator generator() {
        return generator;
    }

    /** Returns the same requests for every server. */
    public BenchmarkLoad.Requests traffic(BenchmarkProtocol protocol) {
        return traffic.computeIfAbsent(protocol, wanted -> RequestStream.write(workshop, wanted));
    }

    public BenchmarkServer server() {
        if (server == null) {
            server = BenchmarkServer.start(workshop, home(), commands.server());
        }
        return server;
    }

    public ReferenceServer reference() {
        if (reference == null) {
            reference = ReferenceServer.start(workshop, generator);
        }
        return reference;
    }

    /** The memory of the server that all loads shared, if there was one. */
    public void describe(Report report) {
        if (server != null) {
            report.figure("resident at start", "", "%.1f MiB", server.residentAtStart() / 1024.0);
            report.figure(
                    "resident after these loads",
                    "",
                    "%.1f MiB",
                    server.figures().residentKib() / 1024.0);
            report.figure("most of it", "", "%.1f MiB", server.figures().peakKib() / 1024.0);
        }
    }

    /** Another server, for one trial alone. */
    public BenchmarkServer newServer() {
        return startServer(home(), List.of());
    }

    /** @param arguments after those of the command; a configuration file, say */
    public BenchmarkServer startServer(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>(commands.server());
        command.addAll(arguments);
        return BenchmarkServer.start(workshop, home, command);
    }

    public Commands commands() {
        return commands;
    }

    /** A folder for the embedded default, with a filled database. */
    public Path home() {
        Path home = workshop.folder("mailcloak" + ++homes);
        Path data = workshop.folder("mailcloak" + homes + "/mailcloak-data");
        Path filled = workshop.path("filled/state.db");
        if (Files.notExists(filled)) {
            workshop.folder("filled");
            BenchmarkData.fill(workshop, filled, commands.ctl());
        }
        try {
            Files.copy(filled, data.resolve("state.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    public Candidate contender(String name, BenchmarkLoad load, Target target) {
        return new Candidate(name, time -> generator.run(load, target, time));
    }
}
