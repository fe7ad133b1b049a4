package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.process.ServerInstallation.Outcome;

/** The start script of an installation, and its archive of classes, with the Java that runs this test. */
@EnabledIf(
        value = "org.mailcloak.e2e.env.Checkout#builtOrRequired",
        disabledReason = "the bundled jar is not built; run mvn verify")
@Tag("smoke")
class LauncherTest {

    private static final String MAIN = "org.mailcloak.server.Main source: ";
    private static final String FROM_ARCHIVE = MAIN + "shared objects file";

    /** Has an archive, and keeps it. */
    private static ServerInstallation complete;

    @TempDir
    private Path folder;

    private ServerInstallation installation;

    @BeforeAll
    static void makeArchive(@TempDir Path folder) throws Exception {
        complete = ServerInstallation.in(folder);
        assertThat(complete.run("--make-archive").out()).isEqualTo(complete.archive() + "\n");
    }

    @BeforeEach
    void install() throws IOException {
        installation = ServerInstallation.in(folder);
    }

    @Test
    void archiveShouldBeMadeByTheFirstStartAndUsedByTheNext() throws Exception {
        assertThat(sourceOfClasses(installation)).contains(FROM_ARCHIVE);
        FileTime made = Files.getLastModifiedTime(installation.classes());

        assertThat(sourceOfClasses(installation)).contains(FROM_ARCHIVE);
        assertThat(Files.getLastModifiedTime(installation.classes())).isEqualTo(made);
    }

    @Test
    void newerJavaShouldUseACacheOfItsOwnKind() throws Exception {
        String flags = complete.with("MAILCLOAK_JAVA_OPTS", "-XX:+DisplayVMOutput -XX:+PrintCommandLineFlags")
                .run("--version")
                .out();

        String wanted = Runtime.version().feature() >= 24 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        assertThat(flags).contains(wanted + complete.classes());
    }

    @Test
    void nativeLibraryShouldBeLoadedFromTheArchiveWhenTheServerRuns() throws Exception {
        Process server = complete.start("--data", "data");
        try {
            awaitReady(complete, server);

            // The process is the server itself, not a shell.
            assertThat(Path.of("/proc/" + server.pid() + "/maps"))
                    .content()
                    .contains(complete.archive().resolve("libsqlitejdbc.so").toString());
        } finally {
            Processes.killTree(server.toHandle());
        }
    }

    @Test
    void archiveShouldBeReplacedWhenTheJarIsAnother() throws Exception {
        installation.run("--make-archive");
        Path old = installation.archive();
        Files.setLastModifiedTime(installation.jar(), FileTime.fromMillis(0));

        assertThat(sourceOfClasses(installation)).contains(FROM_ARCHIVE);
        assertThat(installation.archive()).isNotEqualTo(old);
    }

    @Test
    void archiveShouldBeReplacedWhenItWasCutShort() throws Exception {
        installation.run("--make-archive");
        long whole = Files.size(installation.classes());
        try (FileChannel file = FileChannel.open(
                Files.setPosixFilePermissions(installation.classes(), PosixFilePermissions.fromString("rw-r--r--")),
                StandardOpenOption.WRITE)) {
            file.truncate(whole / 2);
        }

        assertThat(sourceOfClasses(installation)).contains(FROM_ARCHIVE);
        assertThat(Files.size(installation.classes())).isGreaterThan(whole / 2);
    }

    /** The folder of archives, one above it, the archive's own, and a file in it. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "ARCHIVE", "ARCHIVE/classes"})
    void archiveShouldBeLeftAloneWhenOthersMayWriteOnTheWayToIt(String where) throws Exception {
        Path place = complete.archives()
                .resolve(where.replace(
                        "ARCHIVE", complete.archive().getFileName().toString()))
                .normalize();
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        try {
            assertThat(sourceOfClasses(complete)).contains(MAIN).doesNotContain(FROM_ARCHIVE);
        } finally {
            Files.setPosixFilePermissions(place, before);
        }
    }

    @Test
    void archiveShouldBeLeftAloneWhenALinkIsInPlaceOfAFile() throws Exception {
        Path library = complete.archive().resolve("libsqlitejdbc.so");
        Path moved = Files.move(library, folder.resolve("library"));
        try {
            Files.createSymbolicLink(library, moved);

            assertThat(sourceOfClasses(complete)).contains(MAIN).doesNotContain(FROM_ARCHIVE);
        } finally {
            Files.move(moved, library, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void startShouldBeQuietWhenTheFolderForArchivesCannotBeMade() throws Exception {
        Outcome outcome = installation
                .with("MAILCLOAK_ARCHIVES", installation.jar() + "/archives")
                .run("--version");

        assertSaysItsVersion(outcome);
    }

    @Test
    void startShouldBeQuietWhenTheArchiveFitsNoFlagOfTheOperator() throws Exception {
        assertSaysItsVersion(
                complete.with("MAILCLOAK_JAVA_OPTS", "-XX:-UseCompressedOops").run("--version"));
    }

    @Test
    void failureToMakeAnArchiveShouldBeRememberedWhenTheNextStartComes() throws Exception {
        // A program without a rehearsal.
        ServerInstallation broken =
                installation.with("MAILCLOAK_JAR", Checkout.ctl().toString());

        assertThat(broken.run("--version").exitCode()).isZero();
        Path remembered = installation.archive().resolve("log");
        FileTime made = Files.getLastModifiedTime(remembered);

        Outcome next = broken.run("--version");
        assertThat(next.exitCode()).isZero();
        assertThat(next.err()).isEmpty();
        assertThat(Files.getLastModifiedTime(remembered)).isEqualTo(made);
        assertThat(installation.archive().resolve("classes"))
                .satisfiesAnyOf(
                        classes -> assertThat(classes).doesNotExist(),
                        classes -> assertThat(classes.resolveSibling("size")).doesNotExist());
    }

    @Test
    void startShouldMakeNoArchiveWhenItsControlGroupHasNoRoomForThat() throws Exception {
        try (MemoryGroup group = MemoryGroup.ofMebibytes(128)) {
            assertSaysItsVersion(installation.runInside(group.folder(), "--version"));

            assertThat(installation.archives()).doesNotExist();
        }
        assertSaysItsVersion(installation.run("--version"));
        assertThat(installation.classes()).exists();
    }

    @Test
    void makeArchiveShouldFailWithTheFolderWhenItCannotBeMade() throws Exception {
        Outcome outcome = installation
                .with("MAILCLOAK_ARCHIVES", installation.jar() + "/archives")
                .run("--make-archive");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("no archive could be made in " + installation.jar() + "/archives");
    }

    @Test
    void startShouldFailWithBothVersionsWhenJavaIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("java 11"));
        Files.createDirectory(old.resolve("bin"));
        Files.copy(installation.launcher(), old.resolve("bin/java"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

        Outcome outcome = installation.with("JAVA_HOME", old.toString()).run("--version");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("Java 17 or newer is needed", "is 11");
    }

    @Test
    void signalShouldReachTheServerItselfWhenItRuns() throws Exception {
        Process server = installation.with("MAILCLOAK_ARCHIVES", "none").start("--data", "data");
        try {
            awaitReady(installation, server);

            server.destroy();

            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(installation.read("err")).contains("Stopped");
            assertThat(server.exitValue()).isZero();
        } finally {
            Processes.killTree(server.toHandle());
        }
    }

    private static void awaitReady(ServerInstallation installation, Process server) {
        Awaitility.await("ready")
                .atMost(Duration.ofMinutes(5))
                .until(() -> !server.isAlive() || installation.read("err").contains(" is ready"));
    }

    private static String sourceOfClasses(ServerInstallation installation) throws IOException, InterruptedException {
        assertSaysItsVersion(installation
                .with("MAILCLOAK_JAVA_OPTS", "-Xlog:class+load:file=loaded")
                .run("--version"));
        return installation.read("loaded");
    }

    private static void assertSaysItsVersion(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("mailcloak-server ").hasLineCount(2);
        assertThat(outcome.exitCode()).isZero();
    }
}
