package org.mailcloak.protocol.tcptable;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;

/**
 * Reads replies of tcp_table(5) from one connection; the client's side. Like Postfix it goes by the first of the three
 * digits. For one thread at a time.
 *
 * @since 1.0
 */
public final class TcpTableReplyDecoder {

    private static final int CODE_BYTES = 4;

    private final TcpTableLines lines = new TcpTableLines(TcpTableReply.MAX_REPLY_BYTES, "tcp_table reply");
    private @Nullable ProtocolException broken;

    /** Makes a decoder for replies of up to {@link TcpTableReply#MAX_REPLY_BYTES}. */
    public TcpTableReplyDecoder() {}

    /**
     * Takes bytes up to the end of one reply, or all there are.
     *
     * @param in what the server sent, ready to be read
     * @return the next reply, or null if more bytes are needed
     * @throws ProtocolException if the bytes are no reply that {@link TcpTableReply} can hold; again for every call after
     *     that
     */
    public @Nullable TcpTableReply decode(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        try {
            byte[] line = lines.next(in);
            return line == null ? null : reply(line);
        } catch (ProtocolException fault) {
            broken = fault;
            throw fault;
        }
    }

    /** Whether a reply has begun and not ended. */
    public boolean isMidReply() {
        return lines.isMidLine();
    }

    private static TcpTableReply reply(byte[] line) throws ProtocolException {
        if (line.length < CODE_BYTES || !isCode(line)) {
            throw fault(Fault.UNKNOWN_REPLY, "tcp_table reply without three digits and a space", line);
        }
        byte[] bytes = Hex.unquote(line, CODE_BYTES, line.length);
        if (bytes == null) {
            throw fault(Fault.BAD_ENCODING, "tcp_table reply with a % that two digits do not follow", line);
        }
        String text = WireText.decode(bytes, 0, bytes.length);
        if (!WireText.isText(text)) {
            throw fault(Fault.NOT_UTF8, "tcp_table reply that is not UTF-8", line);
        }
        return switch (line[0]) {
            case '2' -> checked(TcpTableReply::found, text, line);
            case '4' -> checked(TcpTableReply::error, text, line);
            case '5' -> TcpTableReply.notFound();
            default -> throw fault(Fault.UNKNOWN_REPLY, "tcp_table reply that is none of 2xx, 4xx and 5xx", line);
        };
    }

    private static TcpTableReply checked(Function<String, TcpTableReply> kind, String text, byte[] line)
            throws ProtocolException {
        boolean control = WireText.hasControlCharacter(text);
        if (control || (line[0] == '2' && text.isBlank()) || !TcpTableReply.fits(text)) {
            throw fault(Fault.UNKNOWN_REPLY, "tcp_table reply with a text that cannot be", line);
        }
        return kind.apply(text);
    }

    private static boolean isCode(byte[] line) {
        return isDigit(line[0]) && isDigit(line[1]) && isDigit(line[2]) && line[3] == ' ';
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static ProtocolException fault(Fault fault, String what, byte[] line) {
        return ProtocolException.of(fault, what, line, 0, line.length);
    }
}
