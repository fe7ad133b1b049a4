package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.server.transport.ListenException;
import org.mailcloak.server.transport.Listener;
import org.mailcloak.server.transport.SocketAccess;

/** Sockets that root makes in the folder of another user, who swaps all that appears there for links to files of root's. */
@AsRoot
class SocketSwapTest {

    private static final int BINDS = 1_000;
    private static final int STARTS = 20;

    private static final String ATTACKER = "daemon";
    private static final String STRANGER = "games";

    /** Of the socket "policy", and of "socketmap". */
    private static final List<String> HIDDEN = List.of(hiddenName("policy"), hiddenName("socketmap"));

    private final Sandbox sandbox = new Sandbox();
    private Path folder;
    private Path victims;

    @BeforeEach
    void prepare() throws IOException {
        folder = sandbox.directory("theirs", ATTACKER, "rwxr-xr-x");
        victims = sandbox.directory("victims", "root", "rwxr-xr-x");
        for (String name : List.of("s", "policy", "shadow")) {
            Files.writeString(victims.resolve(name), "precious");
            Sandbox.mode(victims.resolve(name), "rw-------");
        }
    }

    @AfterEach
    void tidyUp() {
        sandbox.close();
    }

    /** The folder is the daemon.user's, or the socket_owner_user's, or the one's with a socket for the other. */
    @ParameterizedTest
    @CsvSource({ATTACKER + "," + ATTACKER, ATTACKER + "," + STRANGER, STRANGER + "," + ATTACKER})
    void noFileOfRootsShouldChangeWhenTheOwnerOfTheFolderSwapsWhatAppearsThere(String owner, String daemon)
            throws Exception {
        Map<String, String> before = state();
        SocketAccess access = new SocketAccess(
                Optional.of(owner),
                Optional.of("mail"),
                PosixFilePermissions.fromString("rw-rw----"),
                Optional.of(daemon));
        Process attack = attack();
        int bound = 0;
        for (int i = 0; i < BINDS; i++) {
            try {
                Listener.bind(
                                "policy",
                                ListenAddress.parse(folder.resolve("policy").toString()),
                                access)
                        .close();
                bound++;
            } catch (ListenException disturbed) {
                assertThat(disturbed).hasMessageContaining("policy");
            }
        }

        assertThat(swaps(attack)).isPositive();
        assertThat(bound).isLessThan(BINDS);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void noFileOfRootsShouldChangeWhenTheWholeServerIsStartedAgainAndAgain() throws Exception {
        RootServer server = new RootServer(sandbox);
        Sandbox.owner(server.folder(), OwnUsers.SERVER_UID);
        server.configure("daemon:\n  user: " + OwnUsers.SERVER + "\n");
        folder = server.folder();
        Map<String, String> before = state();
        Process attack = attack("64001");
        for (int i = 0; i < STARTS; i++) {
            server.start(List.of());
            server.awaitReadyOrEnd();
            server.kill();
        }

        assertThat(swaps(attack)).isPositive();
        assertThat(state()).isEqualTo(before);
    }

    private Process attack() throws IOException {
        return attack(ATTACKER);
    }

    private Process attack(String user) throws IOException {
        Path program = sandbox.path("swap");
        Path source = sandbox.path("swap.c");
        try (var code = SocketSwapTest.class.getResourceAsStream("swap.c")) {
            Files.copy(code, source);
        }
        sandbox.command(Duration.ofMinutes(1))
                .runOrFail(List.of("gcc", "-O2", "-o", program.toString(), source.toString()));
        Process attack = new ProcessBuilder(Stream.of(
                                List.of("setpriv", "--reuid=" + user, "--clear-groups", program.toString()),
                                List.of(folder.toString()),
                                HIDDEN,
                                List.of(victims.toString()))
                        .flatMap(List::stream)
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        sandbox.onClose(attack::destroyForcibly);
        return attack;
    }

    private static long swaps(Process attack) throws Exception {
        attack.getOutputStream().close();
        assertThat(attack.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Long.parseLong(new String(attack.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    /** Owner, group, mode and content of each file of root's. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(victims)) {
            for (Path file : files.toList()) {
                state.put(
                        file.toString(),
                        Files.readAttributes(file, "unix:uid,gid,mode,ino", LinkOption.NOFOLLOW_LINKS)
                                + (Files.isRegularFile(file) ? Files.readString(file) : ""));
            }
        }
        return state;
    }

    private static String hiddenName(String socket) {
        return ".mc" + Integer.toString(socket.hashCode() & 0xffffff, 36);
    }
}
