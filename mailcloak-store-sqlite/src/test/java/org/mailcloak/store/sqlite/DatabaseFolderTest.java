package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.StoreException;

/** In which folders root makes a database. The server will be daemon. */
class DatabaseFolderTest {

    private static final Set<String> SERVER = Set.of("daemon");

    @TempDir
    Path top;

    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give folders away");
        folder = Files.createDirectory(top.resolve("f"));
    }

    @ParameterizedTest
    @CsvSource({
        "root, root, rwx------",
        "root, mail, rwxr-x---",
        "root, root, rwxrwxr-x",
        "daemon, mail, rwxr-xr-x",
        "daemon, daemon, rwx------"
    })
    void rootShouldMakeTheDatabaseWhenOnlyRootAndTheServerMayWrite(String owner, String group, String mode)
            throws IOException {
        give(folder, owner, group, mode);

        assertThat(SqliteMailStore.initialise(folder.resolve("state.db"), SERVER))
                .isEqualTo(InitResult.CREATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "games  | root | rwxr-xr-x | belongs to games",
                "daemon | mail | rwxrwx--- | the group mail may write",
                "root   | mail | rwxrwx--- | the group mail may write",
                "root   | root | rwxr-xrwx | everybody may write"
            })
    void rootShouldRefuseWhenOthersMayWrite(String owner, String group, String mode, String why) throws IOException {
        give(folder, owner, group, mode);
        Path file = folder.resolve("state.db");

        assertThatThrownBy(() -> SqliteMailStore.initialise(file, SERVER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("runuser -u mailcloak -- mailcloakctl --db " + file + " init");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rootShouldRefuseWhenTheFolderIsSticky() throws Exception {
        new ProcessBuilder("chmod", "1777", folder.toString()).start().waitFor();

        assertRefused(folder.resolve("state.db"), "everybody may write");
    }

    @Test
    void rootShouldRefuseWhenOthersMayReplaceTheFolder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        give(inner, "root", "root", "rwx------");
        give(folder, "games", "games", "rwxr-xr-x");

        assertRefused(inner.resolve("state.db"), "belongs to games");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link/state.db", "link/../safe/state.db", "link/inner/../state.db"})
    void rootShouldRefuseWhenALinkOfOthersLeadsToTheFolder(String path) throws IOException {
        Files.createDirectories(top.resolve("safe/inner"));
        give(top.resolve("safe"), "root", "root", "rwxr-xr-x");
        Files.createSymbolicLink(folder.resolve("link"), top.resolve("safe"));
        give(folder, "games", "games", "rwxr-xr-x");

        assertRefused(folder.resolve(path), "belongs to games");
    }

    @Test
    void rootShouldRefuseWhenTheEmptyFileIsInAFolderOfOthers() throws IOException {
        Path file = Files.createFile(folder.resolve("state.db"));
        give(folder, "games", "games", "rwxr-xr-x");

        assertRefused(file, "belongs to games");
        assertThat(file).isEmptyFile();
    }

    @Test
    void rootShouldRefuseWhenTheFileIsALinkIntoAFolderOfOthers() throws IOException {
        Path file = Files.createFile(folder.resolve("state.db"));
        give(folder, "games", "games", "rwxr-xr-x");

        assertRefused(Files.createSymbolicLink(top.resolve("state.db"), file), "belongs to games");
    }

    @Test
    void rootShouldFollowALinkWhenItIsItsOwn() throws IOException {
        Files.createSymbolicLink(top.resolve("link"), Path.of("f"));

        assertThat(SqliteMailStore.initialise(top.resolve("link/state.db"))).isEqualTo(InitResult.CREATED);
        assertThat(folder.resolve("state.db")).isNotEmptyFile();
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> SqliteMailStore.initialise(file, SERVER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }

    private static void give(Path file, String owner, String group, String mode) throws IOException {
        UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(users.lookupPrincipalByName(owner));
        view.setGroup(users.lookupPrincipalByGroupName(group));
        view.setPermissions(PosixFilePermissions.fromString(mode));
    }
}
