package org.mailcloak.bench.compare.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.Program;
import org.mailcloak.bench.compare.harness.TempWorkspace;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;

/** Every reply of the real server is checked by the load generator; how fast it comes is nobody's business here. */
@Timeout(180)
class TrialsTest {

    /** Surefire's working directory is the module's folder. */
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private static final Path SERVER = CHECKOUT.resolve("mailcloak-server/target/mailcloak-server.jar");
    private static final Path CTL = CHECKOUT.resolve("mailcloak-cli/target/mailcloakctl.jar");
    private static final Comparison.Pace SHORT = new Comparison.Pace(1, Duration.ofMillis(300), Duration.ofMillis(100));

    private static TempWorkspace workshop;
    private static BenchmarkEnvironment stage;

    @BeforeAll
    static void set() {
        need(Files.exists(SERVER) && Files.exists(CTL), "the bundled jars; run mvn package");
        need(compilerIsThere(), "the program cc");
        workshop = new TempWorkspace();
        stage = new BenchmarkEnvironment(
                workshop,
                CHECKOUT,
                new BenchmarkEnvironment.Commands(
                        List.of(Program.java(), "-jar", SERVER.toString()),
                        List.of(Program.java(), "-jar", CTL.toString())));
    }

    /** What is missing skips the tests; where those with real servers are required, it fails them. */
    private static void need(boolean there, String what) {
        if ("required".equals(System.getenv("MAILCLOAK_E2E"))) {
            assertThat(there).as("required: " + what).isTrue();
        }
        assumeTrue(there, "there is no " + what);
    }

    private static boolean compilerIsThere() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
    }

    @AfterAll
    static void clear() {
        if (workshop != null) {
            workshop.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy1", "policy-mix20", "alias20", "alias-mix20"})
    void everyReplyShouldBeRight(String name) {
        Report report = new Report(new PrintWriter(new StringWriter()));

        trial(name).run(stage, SHORT, report);

        assertThat(report.toString()).contains("| " + name, "| reference | ", "| mailcloak | ");
    }

    @Test
    void trialsShouldHaveNamesOfTheirOwn() {
        assertThat(Trials.all()).extracting(Trial::name).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }

    private static Trial trial(String name) {
        return Trials.all().stream()
                .filter(trial -> trial.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
