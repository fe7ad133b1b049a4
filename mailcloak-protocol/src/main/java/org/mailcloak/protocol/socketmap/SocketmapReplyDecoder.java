package org.mailcloak.protocol.socketmap;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.netstring.NetstringDecoder;

/**
 * Reads socketmap replies from one connection; the client's side. For one thread at a time.
 *
 * <p>{@code NOTFOUND} is taken without its space too, as Postfix does.
 *
 * @since 1.0
 */
public final class SocketmapReplyDecoder {
    private final NetstringDecoder netstrings;
    private @Nullable ProtocolException broken;

    /** Makes a decoder for payloads of up to {@link SocketmapReply#MAX_PAYLOAD_BYTES}. */
    public SocketmapReplyDecoder() {
        netstrings = new NetstringDecoder(SocketmapReply.MAX_PAYLOAD_BYTES);
    }

    /**
     * Takes bytes up to the end of one reply, or all there are.
     *
     * @param in what the server sent, ready to be read
     * @return the next reply, or null if more bytes are needed
     * @throws ProtocolException if the bytes are no reply that {@link SocketmapReply} can hold; again for every call
     *     after that
     */
    public @Nullable SocketmapReply decode(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        byte[] payload = netstrings.decode(in);
        return payload == null ? null : reply(payload);
    }

    /** Whether a reply has begun and not ended. */
    public boolean isMidReply() {
        return netstrings.isMidNetstring();
    }

    private SocketmapReply reply(byte[] payload) throws ProtocolException {
        String reply = WireText.decode(payload, 0, payload.length);
        if (!WireText.isText(reply)) {
            throw fault(Fault.NOT_UTF8, "socketmap reply that is not UTF-8", payload);
        }
        int space = reply.indexOf(' ');
        String word = space < 0 ? reply : reply.substring(0, space);
        String text = space < 0 ? "" : reply.substring(space + 1);
        if (WireText.hasControlCharacter(text)) {
            throw fault(Fault.UNKNOWN_REPLY, "socketmap reply with a control character", payload);
        }
        if (word.equals("NOTFOUND")) {
            return SocketmapReply.notFound();
        }
        if (space < 0 || (word.equals("OK") && text.isBlank())) {
            throw fault(Fault.UNKNOWN_REPLY, "socketmap reply without its text", payload);
        }
        return switch (word) {
            case "OK" -> SocketmapReply.ok(text);
            case "TEMP" -> SocketmapReply.temp(text);
            case "TIMEOUT" -> SocketmapReply.timeout(text);
            case "PERM" -> SocketmapReply.perm(text);
            default ->
                throw fault(
                        Fault.UNKNOWN_REPLY,
                        "socketmap reply of an unknown kind, expected OK, NOTFOUND, TEMP, TIMEOUT or PERM",
                        payload);
        };
    }

    private ProtocolException fault(Fault fault, String what, byte[] payload) {
        ProtocolException exception = ProtocolException.of(fault, what, payload, 0, payload.length);
        broken = exception;
        return exception;
    }
}
