package org.mailcloak.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds a decoder as a network does: in pieces that end anywhere. */
public final class Chunks {
    /** The method that all decoders have. */
    public interface Decode<T> {
        @Nullable
        T decode(ByteBuffer in) throws ProtocolException;
    }

    private Chunks() {}

    /** What a decoder makes of a stream that arrives in pieces of one size. */
    public static <T> List<T> decodeAll(byte[] stream, int size, Decode<T> decoder) throws ProtocolException {
        List<T> values = new ArrayList<>();
        for (int from = 0; from < stream.length; from += size) {
            ByteBuffer in = ByteBuffer.wrap(stream, from, Math.min(size, stream.length - from));
            for (T value = decoder.decode(in); value != null; value = decoder.decode(in)) {
                values.add(value);
            }
            if (in.hasRemaining()) {
                throw new AssertionError("a decoder that needs more left " + in.remaining() + " bytes");
            }
        }
        return values;
    }
}
