package org.mailcloak.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtocolExceptionTest {

    @Test
    void messageShouldEscapeWhatIsNotPrintable() {
        byte[] bytes = "a\"\\\u001b[31m\r\n\0\u0080\u00ff~\u007f".getBytes(ISO_8859_1);

        ProtocolException exception = ProtocolException.of(Fault.NUL_BYTE, "line", bytes, 0, bytes.length);

        assertThat(exception).hasMessage("line: \"a\\\"\\\\\\x1b[31m\\x0d\\x0a\\x00\\x80\\xff~\\x7f\"");
        assertThat(exception.fault()).isEqualTo(Fault.NUL_BYTE);
    }

    @Test
    void messageShouldBeShortWhenThePlaceIsLong() {
        byte[] bytes = "x".repeat(100_000).getBytes(ISO_8859_1);

        assertThat(ProtocolException.of(Fault.TOO_LONG, "line", bytes, 10, bytes.length))
                .hasMessage("line: \"" + "x".repeat(48) + "\"...");
    }
}
