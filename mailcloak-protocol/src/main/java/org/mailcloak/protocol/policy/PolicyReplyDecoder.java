package org.mailcloak.protocol.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;

/**
 * Reads policy replies from one connection; the client's side. For one thread at a time.
 *
 * <p>Other attributes are ignored and the first {@code action} counts, as Postfix does it. The action is not judged: a
 * server of another make can answer what {@link PolicyAction} refuses.
 *
 * @since 1.0
 */
public final class PolicyReplyDecoder {
    /** Longest reply in bytes unless another limit is given: 4 KiB. */
    public static final int DEFAULT_LIMIT = 4096;

    private static final byte[] ACTION = "action".getBytes(StandardCharsets.US_ASCII);

    private final AttributeLines lines;
    private @Nullable String action;

    /** Makes a decoder with the default limit. */
    public PolicyReplyDecoder() {
        this(DEFAULT_LIMIT);
    }

    /**
     * Makes a decoder.
     *
     * @param limit longest reply in bytes, the empty line included; at least 1
     */
    public PolicyReplyDecoder(int limit) {
        lines = new AttributeLines(limit);
    }

    /**
     * Takes bytes up to the end of one reply, or all there are.
     *
     * @param in what the server sent, ready to be read
     * @return the action without {@code action=}, possibly empty; null if more bytes are needed
     * @throws ProtocolException if the bytes are no reply or it is longer than the limit; again for every call after
     *     that
     */
    public @Nullable String decode(ByteBuffer in) throws ProtocolException {
        while (true) {
            switch (lines.next(in)) {
                case NEED_MORE -> {
                    return null;
                }
                case ATTRIBUTE -> keep();
                case END -> {
                    return finish();
                }
            }
        }
    }

    /** Whether a reply has begun and not ended. */
    public boolean isMidReply() {
        return lines.isMidMessage();
    }

    private void keep() throws ProtocolException {
        boolean named = Arrays.equals(lines.bytes(), lines.begin(), lines.equalsAt(), ACTION, 0, ACTION.length);
        if (!named || action != null) {
            return;
        }
        String value = WireText.decode(lines.bytes(), lines.equalsAt() + 1, lines.end());
        if (!WireText.isText(value)) {
            throw lines.fault(Fault.NOT_UTF8, "policy reply that is not UTF-8");
        }
        action = value;
    }

    private String finish() throws ProtocolException {
        String complete = action;
        if (complete == null) {
            throw lines.fault(Fault.MISSING_ACTION, "policy reply without an action before its empty line");
        }
        action = null;
        return complete;
    }
}
