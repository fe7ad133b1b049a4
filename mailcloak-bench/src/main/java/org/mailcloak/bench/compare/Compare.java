package org.mailcloak.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.Machine;
import org.mailcloak.bench.compare.harness.TempWorkspace;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;
import org.mailcloak.bench.compare.trial.Trial;
import org.mailcloak.bench.compare.trial.Trials;
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

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these trials; see --list.")
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

    @Option(names = "--list", description = "List the trials and stop.")
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
            Trials.all().forEach(trial -> out.printf("%-17s %s%n", trial.name(), trial.description()));
            return 0;
        }
        List<Trial> trials = trials(line);
        Comparison.Pace pace = new Comparison.Pace(rounds, duration(seconds), duration(warmUp));
        try (TempWorkspace workshop = new TempWorkspace()) {
            BenchmarkEnvironment stage = new BenchmarkEnvironment(workshop, checkout(), commands());
            Report report = new Report(line.getErr());
            trials.forEach(trial -> trial.run(stage, pace, report));
            stage.describe(report);
            out.println(Machine.describe());
            out.println();
            out.print(report);
            out.flush();
        }
        return 0;
    }

    private List<Trial> trials(CommandLine line) {
        if (only == null) {
            return Trials.all().stream().filter(Trial::isUsual).toList();
        }
        return only.stream()
                .map(name -> Trials.all().stream()
                        .filter(trial -> trial.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new CommandLine.ParameterException(
                                line, "--only: there is no " + name + "; see --list")))
                .toList();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static Path checkout() {
        return Path.of("").toAbsolutePath();
    }

    private BenchmarkEnvironment.Commands commands() {
        String launcher = checkout().resolve("mailcloak").toString();
        return new BenchmarkEnvironment.Commands(
                server == null
                        ? List.of(launcher, "serve")
                        : List.of("sh", "-c", "exec " + server + " \"$@\"", "server"),
                List.of(launcher, "ctl"));
    }
}
