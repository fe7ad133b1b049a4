package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileModeTest {

    @ParameterizedTest
    @CsvSource({
        "0660, rw-rw----",
        "660, rw-rw----",
        "0o660, rw-rw----",
        "0O660, rw-rw----",
        "0o0660, rw-rw----",
        "0, ---------",
        "0777, rwxrwxrwx",
        "0421, r---w---x"
    })
    void parseShouldReadOctalDigits(String text, String permissions) {
        assertThat(FileMode.parse(text).permissions()).isEqualTo(PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0o", "8", "0668", "1777", "01777", "-660", "+660", "0x1ff", "rw", " 660", "6 6"})
    void parseShouldRefuseWhatIsNoMode(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMode.parse(text))
                .withMessage("expected an octal file mode from 0000 to 0777, such as 0660, found `" + text + "`");
    }

    @ParameterizedTest
    @CsvSource({"0660, false", "0664, false", "0666, true", "0002, true"})
    void othersMayWriteShouldTellTheBitForOthers(String text, boolean expected) {
        assertThat(FileMode.parse(text).othersMayWrite()).isEqualTo(expected);
    }
}
