package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.load.Load;
import org.mailcloak.e2e.load.NonReadingClient;

/** What takes half a minute, all under one load: clients that send or read too slowly, and a database that is locked. */
@Drill
@Timeout(180)
class SlowDrillTest {

    private static final int CLIENTS = 50;
    private static final Duration LOCKED = Duration.ofSeconds(30);

    /** The launcher's: the server would end if replies piled up. */
    private static final String FLAGS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -Xss512k -XX:+ExitOnOutOfMemoryError";

    /** What a request has to arrive, and a reply to be taken. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** For the second in which deadlines are enforced, and for a machine that does other work too. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final List<Future<Duration>> SLOW_WRITERS = new ArrayList<>();
    private static final List<Future<Duration>> NEVER_READERS = new ArrayList<>();
    private static DrillStage stage;
    private static Load load;
    private static Command.Outcome changeWhileLocked;
    private static Duration recovery;

    @BeforeAll
    static void drill() throws Exception {
        stage = DrillStage.local("env", "JDK_JAVA_OPTIONS=" + FLAGS);
        load = new Load(stage.policySocket());
        load.start();
        Awaitility.await().atMost(Drills.PATIENCE).until(() -> load.replies().size() > 1_000);
        NonReadingClient rude = new NonReadingClient(stage.policySocket());
        for (int i = 0; i < CLIENTS; i++) {
            SLOW_WRITERS.add(THREADS.submit(rude::sendsByteByByte));
            NEVER_READERS.add(THREADS.submit(rude::neverReads));
        }
        lockDatabase();
        recovery = Drills.until(
                () -> change().exitCode() == 0 && stage.askFor("new@d1.test").equals("DUNNO"));
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        if (load != null) {
            load.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    /** Users that nobody asked for yet are looked up meanwhile. */
    private static void lockDatabase() throws Exception {
        try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + stage.database());
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            long end = System.nanoTime() + LOCKED.toNanos();
            load.nextPhase();
            changeWhileLocked = change();
            LockSupport.parkNanos(end - System.nanoTime());
            statement.execute("ROLLBACK");
        }
    }

    private static Command.Outcome change() {
        return stage.ctl().outcome("", "aliases", "add", "new@d1.test", "known0");
    }

    @Test
    void answersShouldGoOnWhileAWriterLocksTheDatabase() {
        assertThat(changeWhileLocked.exitCode()).isEqualTo(1);
        assertThat(changeWhileLocked.stderr()).contains("locked");
        assertThat(load.replies()).hasSizeGreaterThan(1_000).allMatch(Load.Reply::isRight);
        assertThat(load.failures()).isEmpty();
        new DrillLine(
                        "database locked by a writer for " + LOCKED.toSeconds() + " s",
                        DrillLine.count(load.replies()),
                        "mailcloakctl: " + changeWhileLocked.stderr().strip(),
                        recovery)
                .print();
    }

    @Test
    void clientsThatSendTooSlowlyShouldBeClosed() throws Exception {
        checkClosed(SLOW_WRITERS, "a request at a byte a second");
    }

    @Test
    void clientsThatNeverReadShouldBeClosed() throws Exception {
        checkClosed(NEVER_READERS, "requests without end, replies never read; heap of 64 MiB");
        assertThat(stage.server().isAlive()).isTrue();
    }

    private static void checkClosed(List<Future<Duration>> clients, String injected) throws Exception {
        List<Duration> closed = new ArrayList<>();
        for (Future<Duration> client : clients) {
            closed.add(client.get());
        }
        closed.sort(Comparator.naturalOrder());
        assertThat(closed).allMatch(after -> after.compareTo(DEADLINE.minusSeconds(1)) > 0);
        assertThat(closed).allMatch(after -> after.compareTo(DEADLINE.plus(SLACK)) < 0);
        new DrillLine(
                        CLIENTS + " clients: " + injected,
                        "closed after " + closed.get(0).toSeconds() + " to "
                                + closed.get(closed.size() - 1).toSeconds() + " s",
                        "others: " + DrillLine.count(load.replies()),
                        Duration.ZERO)
                .print();
    }
}
