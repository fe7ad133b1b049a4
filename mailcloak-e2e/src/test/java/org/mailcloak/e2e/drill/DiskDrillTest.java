package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.load.Load;

/** The server under load while the disk of its database, or of its log, is full. */
@Drill
@Timeout(120)
@SuppressWarnings("try") // the load is closed early, so that all its replies are there to be looked at
class DiskDrillTest {

    @Test
    void answersShouldGoOnWhenTheDiskOfTheDatabaseIsFull() throws Exception {
        try (DrillStage stage = DrillStage.onDiskOf("3m");
                Load load = new Load(stage.policySocket())) {
            load.start();
            Awaitility.await()
                    .atMost(Drills.PATIENCE)
                    .until(() -> load.replies().size() > 200);
            Path ballast = stage.folder().resolve("ballast");
            fill(ballast);
            Command.Outcome change = change(stage);
            // New users are looked up too: what is not in memory is read from the full disk.
            load.nextPhase();
            Awaitility.await()
                    .atMost(Drills.PATIENCE)
                    .until(() -> load.replies().size() > 700);
            Files.delete(ballast);
            Duration recovery = Drills.until(() ->
                    change(stage).exitCode() == 0 && stage.askFor("new@d1.test").equals("DUNNO"));
            load.close();

            assertThat(change.exitCode()).as(change.stderr()).isEqualTo(1);
            assertThat(change.stderr()).contains("full");
            assertThat(load.replies()).allMatch(Load.Reply::isRight);
            assertThat(load.lost()).isZero();
            new DrillLine(
                            "disk of the database full",
                            DrillLine.count(load.replies()),
                            "mailcloakctl: " + change.stderr().strip(),
                            recovery)
                    .print();
        }
    }

    @Test
    void answersShouldGoOnWhenTheLogCannotBeWritten() throws Exception {
        try (DrillStage stage = DrillStage.local("sh", "-c", "exec \"$@\" >/dev/full 2>&1", "sh");
                Load load = new Load(stage.policySocket())) {
            load.start();
            Awaitility.await()
                    .atMost(Drills.PATIENCE)
                    .until(() -> load.replies().size() > 500);
            load.close();

            assertThat(load.replies()).allMatch(Load.Reply::isRight);
            assertThat(load.lost()).isZero();
            new DrillLine("disk of the log full", DrillLine.count(load.replies()), "nothing lost", Duration.ZERO)
                    .print();
        }
    }

    private static Command.Outcome change(DrillStage stage) {
        return stage.ctl().outcome("", "aliases", "add", "new@d1.test", "known0");
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (byte[] block : List.of(new byte[65_536], new byte[4096], new byte[1])) {
                fill(out, block);
            }
        }
    }

    private static void fill(OutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // No room for this much.
        }
    }
}
