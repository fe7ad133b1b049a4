package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BackupFileTest {

    private static final int LARGEST = 1024 * 1024;

    /** As /dev/zero, or a program before a pipe that does not stop. */
    @Test
    void inputShouldBeRefusedWhenItHasNoEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThatThrownBy(() -> BackupFile.read(endless, "standard input", LARGEST))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("standard input is larger than 1 MiB");
    }

    @Test
    void inputShouldBeWholeWhenItIsAsLargeAsItMayBe() throws IOException {
        assertThat(BackupFile.read(new ByteArrayInputStream(new byte[LARGEST]), "standard input", LARGEST))
                .hasSize(LARGEST);
    }

    @Test
    void taskShouldBeRefusedInOneSentenceWhenTheMemoryIsTooSmall() {
        assertThatThrownBy(() -> BackupFile.withinMemory("backup.json", () -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(CommandException.class)
                .hasMessage("backup.json needs more memory than Java gives this command; with"
                        + " JAVA_TOOL_OPTIONS=-Xmx2g it has 2 GiB; nothing was changed");
    }
}
