package org.mailcloak.server.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text that is put together and written in UTF-8, again and again in the same memory. For one thread. */
final class LineBuffer {

    private static final int USUAL_CHARS = 128 * 1024;

    private StringBuilder text = new StringBuilder();
    private byte[] bytes = new byte[0];

    /** To append to. */
    StringBuilder text() {
        return text;
    }

    /** One write, if the stream takes it so. */
    void writeTo(OutputStream out) throws IOException {
        int length = text.length();
        if (bytes.length < length) {
            bytes = new byte[text.capacity()];
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[i] = (byte) c;
        }
        out.write(bytes, 0, length);
    }

    /** Forgets the text; memory only if it was unusually long. */
    void clear() {
        text.setLength(0);
        if (text.capacity() > 2 * USUAL_CHARS || bytes.length > 2 * USUAL_CHARS) {
            text = new StringBuilder();
            bytes = new byte[0];
        }
    }
}
