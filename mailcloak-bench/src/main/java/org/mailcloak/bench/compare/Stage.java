package org.mailcloak.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trials share: the generator, the reference and one server with the people in its database. Made when asked for. */
final class Stage {

    private final Workshop workshop;
    private final Path checkout;
    private final Commands commands;
    private final LoadGenerator generator;
    private final Map<Protocol, Load.Requests> traffic = new EnumMap<>(Protocol.class);
    private @Nullable MailcloakServer server;
    private @Nullable ReferenceServer reference;
    private int homes;

    /** @param checkout the folder of a checkout whose jars are built */
    Stage(Workshop workshop, Path checkout, Commands commands) {
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
    record Commands(List<String> server, List<String> ctl) {

        Commands {
            server = List.copyOf(server);
            ctl = List.copyOf(ctl);
        }
    }

    Workshop workshop() {
        return workshop;
    }

    Path checkout() {
        return checkout;
    }

    LoadGenerator generator() {
        return generator;
    }

    /** The same requests for everybody. */
    Load.Requests traffic(Protocol protocol) {
        return traffic.computeIfAbsent(protocol, wanted -> Traffic.write(workshop, wanted));
    }

    MailcloakServer server() {
        if (server == null) {
            server = MailcloakServer.start(workshop, home(), commands.server());
        }
        return server;
    }

    ReferenceServer reference() {
        if (reference == null) {
            reference = ReferenceServer.start(workshop, generator);
        }
        return reference;
    }

    /** The memory of the server that all loads shared, if there was one. */
    void describe(Report report) {
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
    MailcloakServer newServer() {
        return startServer(home(), List.of());
    }

    /** @param arguments after those of the command; a configuration file, say */
    MailcloakServer startServer(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>(commands.server());
        command.addAll(arguments);
        return MailcloakServer.start(workshop, home, command);
    }

    Commands commands() {
        return commands;
    }

    /** A folder for the embedded default, with a filled database. */
    Path home() {
        Path home = workshop.folder("mailcloak" + ++homes);
        Path data = workshop.folder("mailcloak" + homes + "/mailcloak-data");
        Path filled = workshop.path("filled/state.db");
        if (Files.notExists(filled)) {
            workshop.folder("filled");
            People.fill(workshop, filled, commands.ctl());
        }
        try {
            Files.copy(filled, data.resolve("state.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    Contender contender(String name, Load load, Target target) {
        return new Contender(name, time -> generator.run(load, target, time));
    }
}
