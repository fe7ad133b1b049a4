package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // sockets are held open, not used
class SocketFileTest {

    @TempDir
    Path folder;

    @Test
    void bindShouldMakeAListeningSocketWhenThePathIsFree() throws IOException {
        Path path = folder.resolve("s");

        try (SocketFile file = bind(path)) {
            assertThat(isAnswered(path)).isTrue();
            assertThat(file.channel().isOpen()).isTrue();
            assertThat(names()).containsExactly("s");
        }
    }

    @Test
    void bindShouldReplaceTheSocketWhenNobodyAnswersOnIt() throws IOException {
        Path path = folder.resolve("s");
        foreignSocket(path).close();
        assertThat(path).exists();

        try (SocketFile file = bind(path)) {
            assertThat(isAnswered(path)).isTrue();
        }
    }

    /** Many times, as it is a matter of microseconds. */
    @RepeatedTest(30)
    void onlyOneOfTwoShouldGetAStaleSocketWhenBothBindAtOnce() throws Exception {
        Path path = folder.resolve("s");
        foreignSocket(path).close();
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Optional<SocketFile>> binding = () -> {
            start.await();
            try {
                return Optional.of(bind(path));
            } catch (ListenException taken) {
                assertThat(taken).hasMessageContaining("in use");
                return Optional.empty();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<SocketFile> bound = new ArrayList<>();
            for (Future<Optional<SocketFile>> each : threads.invokeAll(List.of(binding, binding))) {
                each.get().ifPresent(bound::add);
            }

            assertThat(bound).hasSize(1);
            assertThat(isAnswered(path)).isTrue();
            assertThat(names()).containsExactly("s");
            bound.get(0).close();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bindShouldRefuseWhenAnotherProcessIsOpeningTheSocketAndGoOnWhenItHasDied() throws IOException {
        Path path = folder.resolve("s");
        try (SocketFile file = bind(path)) {
            assertThat(file.channel().isOpen()).isTrue();
        }
        Path claim = Files.createDirectory(folder.resolve(".mc" + Integer.toString("s".hashCode(), 36)));

        assertThatThrownBy(() -> bind(path))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(path.toString(), "another process is opening it", claim.toString());

        Files.createFile(claim.resolve("s"));
        Files.setLastModifiedTime(claim, FileTime.from(Instant.now().minusSeconds(60)));
        try (SocketFile file = bind(path)) {
            assertThat(file.channel().isOpen()).isTrue();
            assertThat(names()).containsExactly("s");
        }
    }

    @Test
    void bindShouldRefuseAndLeaveTheOtherProcessAloneWhenItAnswers() throws IOException {
        Path path = folder.resolve("s");

        try (ServerSocketChannel other = foreignSocket(path)) {
            assertThatThrownBy(() -> bind(path))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContainingAll(path.toString(), "in use");
            assertThat(isAnswered(path)).isTrue();
            assertThat(other.accept()).isNotNull();
        }
    }

    @Test
    void bindShouldRefuseAtOnceWhenTheOtherProcessLivesButDoesNotAccept() throws IOException {
        Path path = folder.resolve("s");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stuck.bind(UnixDomainSocketAddress.of(path), 1);
            fillBacklog(path, waiting);

            assertThatThrownBy(() -> bind(path))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContainingAll(path.toString(), "in use");
            assertThat(names()).containsExactly("s");
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "folder", "link to a file", "link to a socket", "dangling link", "fifo"})
    void bindShouldLeaveThePathAloneWhenSomethingElseIsThere(String what) throws Exception {
        Path path = folder.resolve("s");
        Path target = folder.resolve("target");
        try (ServerSocketChannel live = what.endsWith("socket") ? foreignSocket(target) : null) {
            make(what, path, target);
            PosixFileAttributes before = attributes(path);
            List<String> all = names();

            assertThatThrownBy(() -> bind(path))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContainingAll(path.toString(), "no socket", "left alone");

            assertThat(attributes(path).fileKey()).isEqualTo(before.fileKey());
            assertThat(attributes(path).lastModifiedTime()).isEqualTo(before.lastModifiedTime());
            assertThat(attributes(path).permissions()).isEqualTo(before.permissions());
            assertThat(names()).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @CsvSource({"rw-rw----", "rw-------", "rw-rw-rw-", "rwxrwxrwx"})
    void socketShouldHaveItsModeWheneverItCanBeSeen(String mode) throws Exception {
        Path path = folder.resolve("s");
        SocketAccess access =
                new SocketAccess(Optional.empty(), Optional.empty(), PosixFilePermissions.fromString(mode));
        Watch watch = new Watch(path);
        watch.start();

        for (int round = 0; round < 50; round++) {
            SocketFile.bind(path, access).close();
        }

        assertThat(watch.finish()).isSubsetOf(mode);
    }

    @Test
    void socketShouldHaveItsModeWhenItIsBound() throws IOException {
        Path path = folder.resolve("s");

        try (SocketFile file = bind(path)) {
            assertThat(PosixFilePermissions.toString(attributes(path).permissions()))
                    .isEqualTo("rw-rw----");
        }
    }

    @Test
    void socketShouldHaveItsOwnerAndGroupWhenTheProcessIsRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
        Path path = folder.resolve("s");
        SocketAccess access = new SocketAccess(
                Optional.of("nobody"), Optional.of("daemon"), PosixFilePermissions.fromString("rw-rw----"));

        try (SocketFile file = SocketFile.bind(path, access)) {
            assertThat(attributes(path).owner().getName()).isEqualTo("nobody");
            assertThat(attributes(path).group().getName()).isEqualTo("daemon");
            assertThat(PosixFilePermissions.toString(attributes(path).permissions()))
                    .isEqualTo("rw-rw----");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"no-such-user-1,-,no-such-user-1", "-,no-such-group-1,no-such-group-1"})
    void bindShouldRefuseAndLeaveNothingWhenTheUserOrGroupIsUnknown(String owner, String group, String named)
            throws IOException {
        Path path = folder.resolve("s");
        SocketAccess access = new SocketAccess(
                Optional.ofNullable(owner), Optional.ofNullable(group), PosixFilePermissions.fromString("rw-rw----"));

        assertThatThrownBy(() -> SocketFile.bind(path, access))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(path.toString(), "no user or group " + named);
        assertThat(names()).isEmpty();
    }

    @Test
    void bindShouldRefuseWhenTheFolderIsMissing() {
        Path path = folder.resolve("missing").resolve("s");

        assertThatThrownBy(() -> bind(path))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(path.toString(), "folder", "does not exist");
    }

    @Test
    void bindShouldSayByHowMuchWhenThePathIsTooLong() throws IOException {
        Path path = folder.resolve("x".repeat(120)).resolve("s");
        Files.createDirectory(path.getParent());

        assertThatThrownBy(() -> bind(path))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(path.toString(), "too long by", "at most 106");
        assertThat(path.getParent()).isEmptyDirectory();
    }

    @Test
    void closeShouldRemoveTheFile() throws IOException {
        Path path = folder.resolve("s");

        bind(path).close();

        assertThat(names()).isEmpty();
    }

    @Test
    void closeShouldLeaveTheFileWhenAnotherProcessHasPutItsOwnThere() throws IOException {
        Path path = folder.resolve("s");
        SocketFile ours = bind(path);
        Files.delete(path);

        try (ServerSocketChannel theirs = foreignSocket(path)) {
            ours.close();

            assertThat(isAnswered(path)).isTrue();
        }
    }

    @Test
    void closeShouldDoNothingWhenItIsCalledAgain() throws IOException {
        Path path = folder.resolve("s");
        SocketFile ours = bind(path);
        ours.close();

        try (SocketFile next = bind(path)) {
            ours.close();

            assertThat(isAnswered(path)).isTrue();
        }
    }

    private static SocketFile bind(Path path) {
        return SocketFile.bind(path, LineService.ACCESS);
    }

    private static void make(String what, Path path, Path target) throws Exception {
        switch (what) {
            case "file" -> Files.writeString(path, "precious");
            case "folder" -> Files.createDirectory(path);
            case "link to a file" -> Files.createSymbolicLink(path, Files.writeString(target, "precious"));
            case "fifo" ->
                assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                        .isZero();
            default -> Files.createSymbolicLink(path, target);
        }
    }

    private static ServerSocketChannel foreignSocket(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private static void fillBacklog(Path path, List<SocketChannel> waiting) throws IOException {
        try {
            while (waiting.isEmpty() || waiting.get(waiting.size() - 1).isConnected()) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(client);
                client.configureBlocking(false);
                client.connect(UnixDomainSocketAddress.of(path));
            }
        } catch (SocketException full) {
            assertThat(waiting).hasSizeGreaterThan(1);
        }
    }

    private static boolean isAnswered(Path path) {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return client.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Notes every mode under which the file is seen at its path. */
    private static final class Watch extends Thread {

        private final Path path;
        private final List<String> seen = new ArrayList<>();
        private volatile boolean finished;

        Watch(Path path) {
            this.path = path;
        }

        @Override
        public void run() {
            while (!finished) {
                try {
                    seen.add(PosixFilePermissions.toString(attributes(path).permissions()));
                } catch (IOException notThereNow) {
                    Thread.onSpinWait();
                }
            }
        }

        List<String> finish() throws InterruptedException {
            finished = true;
            join();
            return List.copyOf(seen);
        }
    }
}
