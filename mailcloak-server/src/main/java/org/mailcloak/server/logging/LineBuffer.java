package org.mailcloak.server.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text that is put together and written in UTF-8, again and again in the same memory. For one thread. */
final class LineBuffer {

    private static final int USUAL_CHARS = 128 * 1024;

    private StringBuilder text = new StringBuilder();

    /** To append to. */
    StringBuilder text() {
        return text;
    }

    /** One write, if the stream takes it so. */
    void writeTo(OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets the text; memory only if it was unusually long. */
    void clear() {
        text.setLength(0);
        if (text.capacity() > 2 * USUAL_CHARS) {
            text = new StringBuilder();
        }
    }
}
