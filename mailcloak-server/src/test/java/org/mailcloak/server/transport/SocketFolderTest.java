package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which folders root makes a socket. The socket is nobody's; the process will become daemon. */
@SuppressWarnings("try") // sockets are held open, not used
class SocketFolderTest {

    private static final SocketAccess ACCESS = new SocketAccess(
            Optional.of("nobody"),
            Optional.of("mail"),
            PosixFilePermissions.fromString("rw-rw----"),
            Optional.of("daemon"));

    @TempDir
    Path top;

    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
        folder = Files.createDirectory(top.resolve("f"));
    }

    @ParameterizedTest
    @CsvSource({
        "root, root, rwxr-xr-x",
        "root, root, rwxrwxr-x",
        "root, mail, rwxr-x---",
        "nobody, mail, rwx--x---",
        "daemon, mail, rwxr-xr-x",
        "daemon, mail, rwx------"
    })
    void rootShouldMakeTheSocketWhenOnlyRootAndTheUsersOfTheSocketMayWrite(String owner, String group, String mode)
            throws IOException {
        give(folder, owner, group, mode);

        try (SocketFile file = SocketFile.bind(folder.resolve("s"), ACCESS)) {
            assertThat(Files.getAttribute(folder.resolve("s"), "unix:owner")).hasToString("nobody");
            assertThat(Files.getAttribute(folder.resolve("s"), "unix:group")).hasToString("mail");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s"))))
                    .isEqualTo("rw-rw----");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "games  | root | rwxr-xr-x | belongs to games",
                "nobody | mail | rwxrwx--- | the group mail may write",
                "daemon | mail | rwxrwxr-x | the group mail may write",
                "root   | mail | rwxrwx--- | the group mail may write",
                "nobody | mail | rwxr-xrwx | everybody may write",
                "root   | root | rwxrwxrwx | everybody may write"
            })
    void rootShouldRefuseTheFolderWhenOthersMayWriteToIt(String owner, String group, String mode, String why)
            throws IOException {
        give(folder, owner, group, mode);

        assertThatThrownBy(() -> SocketFile.bind(folder.resolve("s"), ACCESS))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(folder.resolve("s").toString(), why, "choose another folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rootShouldRefuseTheFolderWhenItIsStickyAndEverybodyMayWrite() throws IOException {
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThatThrownBy(() -> SocketFile.bind(folder.resolve("s"), ACCESS))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("everybody may write");
    }

    @Test
    void rootShouldFollowALinkWhenOnlyRootCouldHavePutIt() throws IOException {
        Path real = Files.createDirectory(top.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("../real"));

        SocketFile file = SocketFile.bind(folder.resolve("link").resolve("s"), ACCESS);

        assertThat(real.resolve("s")).exists();
        file.close();
        assertThat(real).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"nobody, rwxr-xr-x", "games, rwxr-xr-x", "root, rwxrwxrwx"})
    void rootShouldRefuseALinkOnTheWayWhenAnotherUserCouldHavePutIt(String owner, String mode) throws IOException {
        Path real = Files.createDirectory(top.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), real);
        give(folder, owner, "root", mode);

        assertThatThrownBy(() -> SocketFile.bind(folder.resolve("link").resolve("s"), ACCESS))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll("the link link", "write the path without links");
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void socketShouldStayInTheFolderThatWasOpenedWhenAnotherTakesItsPlace() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        give(folder, "games", "root", "rwxr-xr-x");
        give(inner, "nobody", "root", "rwxr-xr-x");
        SocketFile file = SocketFile.bind(inner.resolve("s"), ACCESS);

        Path moved = Files.move(inner, folder.resolve("moved"));
        Path other = Files.createDirectory(inner);
        Files.writeString(other.resolve("s"), "precious");
        file.close();

        assertThat(moved).isEmptyDirectory();
        assertThat(other.resolve("s")).hasContent("precious");
    }

    /** What an attacker leaves in a folder of its own for the next start. */
    @ParameterizedTest
    @CsvSource({"link to a folder", "folder of another user", "open folder", "file"})
    void rootShouldLeaveEverythingAloneWhenSomethingElseIsInPlaceOfTheHiddenFolder(String what) throws IOException {
        Path victim = Files.createDirectory(top.resolve("victim"));
        Files.writeString(victim.resolve("s"), "precious");
        Path hidden = folder.resolve(".mc" + Integer.toString("s".hashCode(), 36));
        switch (what) {
            case "link to a folder" -> Files.createSymbolicLink(hidden, victim);
            case "file" -> Files.writeString(hidden, "");
            default -> {
                Files.createDirectory(hidden);
                Files.createSymbolicLink(hidden.resolve("s"), victim.resolve("s"));
                give(hidden, what.equals("open folder") ? "root" : "nobody", "root", "rwxrwxrwx");
            }
        }
        age(hidden);
        give(folder, "nobody", "root", "rwxr-xr-x");

        assertThatThrownBy(() -> SocketFile.bind(folder.resolve("s"), ACCESS))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(hidden.toString(), "Remove it");

        assertThat(victim.resolve("s")).hasContent("precious");
        assertThat(Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    /** A link has a time of its own, which Java cannot set. */
    private static void age(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            try {
                new ProcessBuilder("touch", "-h", "-d", "1 minute ago", file.toString())
                        .start()
                        .waitFor();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        } else {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    private static void give(Path file, String owner, String group, String mode) throws IOException {
        UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        view.setPermissions(PosixFilePermissions.fromString(mode));
        view.setGroup(names.lookupPrincipalByGroupName(group));
        view.setOwner(names.lookupPrincipalByName(owner));
    }
}
