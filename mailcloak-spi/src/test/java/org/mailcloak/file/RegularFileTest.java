package org.mailcloak.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RegularFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/full", "/proc", "pipe", "link to pipe"})
    void fileShouldBeRefusedUnreadWhenItIsNoRegularOne(String name) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path file = name.equals("link to pipe")
                ? Files.createSymbolicLink(folder.resolve(name), pipe)
                : folder.resolve(name);

        assertThatThrownBy(() -> RegularFile.read(file, 10))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).isEqualTo("not a regular file"));
    }

    @Test
    void fileShouldBeReadUpToItsBound() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");

        assertThat(RegularFile.read(file, 10)).asString().isEqualTo("0123456789");
        assertThatThrownBy(() -> RegularFile.read(file, 9))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).isEqualTo("longer than 9 bytes"));
        assertThatThrownBy(() -> RegularFile.read(folder.resolve("none"), 9)).isInstanceOf(NoSuchFileException.class);
    }
}
