package org.mailcloak.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the bundled server with the reference, in the folder of a checkout that is built. */
@Command(
        name = "./mailcloak bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the bundled server beside a minimal server in C, in turn, and prints one table.",
            "Run it on a machine that does nothing else. Needs cc."
        })
public final class Compare implements Callable<Integer> {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these comparisons, as policy20 or alias1000.")
    private @Nullable List<String> only;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds. Default: ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of each run. Default: ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            paramLabel = "SECONDS",
            description = "Of each server before the first round. Default: ${DEFAULT-VALUE}")
    private double warmUp = 5;

    @Option(
            names = "--server",
            paramLabel = "COMMAND",
            description = {
                "Starts the server instead of './mailcloak serve', in a folder with a mailcloak-data folder in it:",
                "--server 'java -Xmx32m -jar /opt/mailcloak-server.jar'"
            })
    private @Nullable String server;

    @Option(names = "--list", description = "List the comparisons and stop.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        if (list) {
            Comparisons.names().forEach(out::println);
            return 0;
        }
        List<String> names = only == null ? Comparisons.names() : only;
        names.stream()
                .filter(name -> !Comparisons.names().contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new CommandLine.ParameterException(line, "--only: there is no " + unknown + "; see --list");
                });
        Comparison.Pace pace = new Comparison.Pace(rounds, duration(seconds), duration(warmUp));
        try (Workshop workshop = new Workshop()) {
            Stage stage = Stage.set(workshop, checkout(), serverCommand());
            List<Outcome> outcomes = new ArrayList<>();
            for (String name : names) {
                outcomes.add(Comparisons.of(name, stage).run(pace, text -> progress(line, text)));
                stage.server().emptyLog();
            }
            out.println(Machine.describe());
            out.println();
            out.println(Table.of(outcomes));
            out.printf(
                    "start-up %d ms; resident %.1f MiB at start, %.1f MiB after these loads, %.1f MiB at the most%n",
                    stage.server().startUp().toMillis(),
                    stage.server().residentAtStart() / 1024.0,
                    stage.server().figures().residentKib() / 1024.0,
                    stage.server().figures().peakKib() / 1024.0);
        }
        return 0;
    }

    private static void progress(CommandLine line, String text) {
        line.getErr().println(text);
        line.getErr().flush();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static Path checkout() {
        return Path.of("").toAbsolutePath();
    }

    private List<String> serverCommand() {
        return server == null
                ? List.of(checkout().resolve("mailcloak").toString(), "serve")
                : List.of("sh", "-c", "exec " + server);
    }
}
