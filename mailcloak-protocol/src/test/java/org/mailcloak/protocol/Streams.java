package org.mailcloak.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a decoder makes of a whole stream, a broken one too, and the ways in which a network may cut it. */
public final class Streams {
    /**
     * @param values what was decoded before the end or the fault
     * @param fault what ended the stream early
     */
    public record Outcome<T>(List<T> values, Optional<Fault> fault) {}

    private Streams() {}

    /** Cuts a stream at places that depend on its bytes alone, so that a failure repeats. */
    public static List<byte[]> pieces(byte[] stream) {
        Random random = new Random(Arrays.hashCode(stream));
        int longest = 1 + random.nextInt(Math.max(1, stream.length));
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
        return pieces;
    }

    /** The pieces of one byte each. */
    public static List<byte[]> bytes(byte[] stream) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte b : stream) {
            pieces.add(new byte[] {b});
        }
        return pieces;
    }

    /** Feeds the pieces one after the other until the end or the first fault. */
    public static <T> Outcome<T> decode(List<byte[]> pieces, Chunks.Decode<T> decoder) {
        List<T> values = new ArrayList<>();
        for (byte[] piece : pieces) {
            ByteBuffer in = ByteBuffer.wrap(piece);
            try {
                for (T value = decoder.decode(in); value != null; value = decoder.decode(in)) {
                    values.add(value);
                }
            } catch (ProtocolException e) {
                return new Outcome<>(values, Optional.of(checked(e, decoder)));
            }
            if (in.hasRemaining()) {
                throw new AssertionError("a decoder that needs more left " + in.remaining() + " bytes");
            }
        }
        return new Outcome<>(values, Optional.empty());
    }

    /** A fault can be logged as it is, and nothing is read from a connection after it. */
    private static Fault checked(ProtocolException fault, Chunks.Decode<?> decoder) {
        if (!String.valueOf(fault.getMessage()).matches("[ -~]{1,300}")) {
            throw new AssertionError("not fit for a log: " + fault.getMessage());
        }
        try {
            Object value = decoder.decode(ByteBuffer.wrap("\n\n0:,".getBytes(StandardCharsets.US_ASCII)));
            throw new AssertionError("went on after " + fault + " with " + value);
        } catch (ProtocolException again) {
            return again.fault() == fault.fault() ? fault.fault() : broken(fault, again);
        }
    }

    private static Fault broken(ProtocolException first, ProtocolException again) {
        throw new AssertionError("first " + first + ", then " + again);
    }
}
