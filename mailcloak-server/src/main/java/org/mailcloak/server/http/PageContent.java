package org.mailcloak.server.http;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param status the HTTP status code (RFC 9110 section 15)
 * @param mediaType the value of the header {@code Content-Type}
 * @param body read-only; its content must not change any more
 */
public record PageContent(int status, String mediaType, ByteBuffer body) {

    private static final String PLAIN = "text/plain; charset=utf-8";

    public PageContent {
        requireNonNull(mediaType, "mediaType");
        body = body.asReadOnlyBuffer();
    }

    /** A buffer of its own for each caller. */
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /** A text in UTF-8. */
    public static PageContent of(int status, String mediaType, String text) {
        return new PageContent(status, mediaType, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A line for people. */
    static PageContent line(int status, String text) {
        return of(status, PLAIN, text + "\n");
    }
}
