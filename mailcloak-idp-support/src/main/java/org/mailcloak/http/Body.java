package org.mailcloak.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads what an answer holds, up to a limit. */
final class Body {

    /** What is read at once. Java keeps a buffer of that size outside its heap for each thread that reads. */
    private static final int PIECE_BYTES = 8 << 10;

    private Body() {}

    /** The answer is longer than allowed. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("the answer has more than " + limit + " bytes");
        }
    }

    /** The call ends while the answer is read, for a reason that is not the server's. */
    static final class EndedException extends IOException {

        private static final long serialVersionUID = 1L;

        EndedException(CallFailedException why) {
            super(why.text(), why);
        }
    }

    /**
     * Reads to the end. The stream is not closed after a failure: that would read on, as long as the server sends.
     *
     * @param share is enlarged before more is read than usual
     * @return the bytes; none if there is no body
     */
    static byte[] read(@Nullable HttpEntity entity, int limit, BodyBudget.Share share) throws IOException {
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
        byte[] bytes = new byte[Math.min(limit, PIECE_BYTES)];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return bytes;
                }
                if (length == limit) {
                    throw new TooLargeException(limit);
                }
                bytes = enlarged(bytes, limit, share);
                bytes[length] = (byte) next;
                length++;
            }
            int read = in.read(bytes, length, Math.min(PIECE_BYTES, bytes.length - length));
            if (read < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += read;
        }
    }

    private static byte[] enlarged(byte[] bytes, int limit, BodyBudget.Share share) throws IOException {
        int size = (int) Math.min(limit, bytes.length * 2L);
        if (size > BodyBudget.USUAL_BYTES) {
            try {
                share.enlarge();
            } catch (CallFailedException e) {
                throw new EndedException(e);
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}
