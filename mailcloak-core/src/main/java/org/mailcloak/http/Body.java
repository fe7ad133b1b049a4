package org.mailcloak.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads what an answer holds, up to a limit. */
final class Body {

    private Body() {}

    /** The answer is longer than allowed. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("the answer has more than " + limit + " octets");
        }
    }

    /**
     * Reads to the end. The stream is not closed after a failure: that would read on, as long as the server sends.
     *
     * @return the octets; none if there is no body
     */
    static byte[] read(@Nullable HttpEntity entity, int limit) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        if (entity.getContentLength() > limit) {
            throw new TooLargeException(limit);
        }
        @Nullable InputStream in = entity.getContent();
        if (in == null) {
            return new byte[0];
        }
        byte[] octets = in.readNBytes(limit);
        if (in.read() >= 0) {
            throw new TooLargeException(limit);
        }
        return octets;
    }
}
