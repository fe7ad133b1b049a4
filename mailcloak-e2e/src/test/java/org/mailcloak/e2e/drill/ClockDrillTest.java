package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock on the wall is set while the server runs (libfaketime; the monotonic clock goes on). How long answers are kept
 * must not depend on it.
 */
@Drill
@Timeout(120)
class ClockDrillTest {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    private final StubKeycloak keycloak = new StubKeycloak();

    @TempDir
    private Path folder;

    @BeforeEach
    void stepNothingYet() throws IOException {
        step("+0");
    }

    @AfterEach
    void stop() {
        keycloak.close();
    }

    @Test
    void keptAnswersShouldStayWhenTheClockIsSetForwardADay() throws Exception {
        try (DrillStage stage = stage("cache_ttl_seconds: 600\n")) {
            assertThat(stage.askFor("known0@d1.test")).isEqualTo("DUNNO");
            int asked = keycloak.lookUps();

            step("+1d");
            awaitDateInLog(stage, 1);

            assertThat(stage.askFor("known0@d1.test")).isEqualTo("DUNNO");
            assertThat(keycloak.lookUps()).isEqualTo(asked);
            assertThat(stage.askFor("known1@d1.test")).isEqualTo("DUNNO");
            new DrillLine("clock set forward a day", "all replies right", "no kept answer dropped", Duration.ZERO)
                    .print();
        }
    }

    @Test
    void keptAnswersShouldAgeWhenTheClockIsSetBackADay() throws Exception {
        try (DrillStage stage = stage("cache_ttl_seconds: 2\n")) {
            assertThat(stage.askFor("known0@d1.test")).isEqualTo("DUNNO");

            step("-1d");
            awaitDateInLog(stage, -1);
            int asked = keycloak.lookUps();

            Duration refreshed =
                    Drills.until(() -> stage.askFor("known0@d1.test").equals("DUNNO") && keycloak.lookUps() > asked);
            new DrillLine("clock set back a day", "all replies right", "answers age as before", refreshed).print();
        }
    }

    private DrillStage stage(String settings) {
        Path library = LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the package faketime is not installed"));
        return DrillStage.asking(
                keycloak.idp(settings),
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + folder.resolve("clock"),
                "FAKETIME_CACHE_DURATION=1",
                "DONT_FAKE_MONOTONIC=1",
                // With the mend for an old glibc every timed wait of a newer one ends too early or too late.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    private void step(String offset) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), offset + "\n");
        Files.move(next, folder.resolve("clock"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The server writes lines with the new date, so its clock was set. */
    private static void awaitDateInLog(DrillStage stage, int days) {
        String date = LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
        Awaitility.await("the date " + date).atMost(Duration.ofSeconds(20)).until(() -> {
            stage.askFor("known0@d1.test");
            return stage.server().output().contains(date);
        });
    }
}
