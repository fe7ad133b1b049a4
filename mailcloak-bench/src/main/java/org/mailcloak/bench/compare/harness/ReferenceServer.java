package org.mailcloak.bench.compare.harness;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The least that a server can do: one thread, epoll, no more parsing than framing, always the same reply. It stands for
 * the limit of this machine with this generator.
 */
public final class ReferenceServer implements Target {

    private final TempWorkspace workshop;
    private final Map<BenchmarkProtocol, Process> processes = new EnumMap<>(BenchmarkProtocol.class);

    private ReferenceServer(TempWorkspace workshop) {
        this.workshop = workshop;
    }

    public static ReferenceServer start(TempWorkspace workshop, LoadGenerator generator) {
        ReferenceServer server = new ReferenceServer(workshop);
        workshop.folder("reference");
        for (BenchmarkProtocol protocol : BenchmarkProtocol.values()) {
            Process process =
                    workshop.start(new ProcessBuilder(generator.serve(protocol, server.address(protocol))).inheritIO());
            server.processes.put(protocol, process);
            FirstAnswer.await(protocol, server.socket(protocol), process);
        }
        return server;
    }

    @Override
    public String address(BenchmarkProtocol protocol) {
        return "unix:" + socket(protocol);
    }

    private Path socket(BenchmarkProtocol protocol) {
        return workshop.path("reference/" + protocol.load());
    }

    @Override
    public List<String> expectation(BenchmarkLoad load) {
        return List.of("-x", load.protocol().referenceReply());
    }

    @Override
    public ProcessFigures figures(BenchmarkProtocol protocol) {
        Process process = processes.get(protocol);
        if (process == null) {
            throw new IllegalStateException("no reference for " + protocol);
        }
        return new ProcessFigures(process.pid());
    }
}
