package org.mailcloak.bench.compare.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.harness.Program;
import org.mailcloak.bench.compare.harness.TempWorkspace;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Median;
import org.mailcloak.bench.compare.result.Report;

/** How long until the first answer, beside a JVM that only says hello. */
record StartUpTrial() implements Trial {

    private static final int STARTS = 7;

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String description() {
        return "from the launcher to the first answer, beside a JVM that says hello; memory then";
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        Path home = stage.home();
        Path classes = helloClasses(stage.workshop());
        double[] hello = new double[STARTS];
        double[] answer = new double[STARTS];
        double[] resident = new double[STARTS];
        // The first start may make an archive of classes for the next ones.
        stage.startServer(home, List.of()).stop();
        sayHello(classes);
        for (int i = 0; i < STARTS; i++) {
            hello[i] = sayHello(classes).toMillis();
            BenchmarkServer server = stage.startServer(home, List.of());
            answer[i] = server.startUp().toMillis();
            resident[i] = server.residentAtStart() / 1024.0;
            server.stop();
        }
        report.figure("start to first answer", "<= 800 ms", "%.0f ms", Median.of(answer));
        report.figure("JVM that says hello", "", "%.0f ms", Median.of(hello));
        report.figure("ratio of the two", "", "%.1f", Median.of(answer) / Median.of(hello));
        report.figure("resident at the first answer", "", "%.1f MiB", Median.of(resident));
    }

    private static Duration sayHello(Path classes) {
        long begin = System.nanoTime();
        Program.run(
                classes, List.of(Program.java(), "-XX:+UseSerialGC", "-cp", classes.toString(), Hello.class.getName()));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** A folder with that one class: the class path of the benchmarks would be measured otherwise. */
    private static Path helloClasses(TempWorkspace workshop) {
        Path folder = workshop.folder("hello");
        String name = Hello.class.getName().replace('.', '/') + ".class";
        workshop.folder("hello/" + name.substring(0, name.lastIndexOf('/')));
        try (InputStream in =
                Objects.requireNonNull(Hello.class.getClassLoader().getResourceAsStream(name))) {
            Files.copy(in, folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
