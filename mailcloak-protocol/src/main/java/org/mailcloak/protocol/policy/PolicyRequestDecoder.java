package org.mailcloak.protocol.policy;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.RecentTexts;
import org.mailcloak.protocol.WireText;

/**
 * Reads policy requests from one connection; the server's side. For one thread at a time.
 *
 * <p>Lines end with LF alone: a CR is part of the value, and a line that is only a CR has no {@code =} and is a fault.
 * The first {@code =} ends the name. Attributes come in any order, unknown ones are ignored, of a repeated one the
 * first counts. Values that are not UTF-8 are no fault, see {@link PolicyRequest}. A request without attributes is a
 * request.
 *
 * @since 1.0
 */
public final class PolicyRequestDecoder {
    /** Longest request in bytes unless another limit is given: 64 KiB. Postfix has none of its own. */
    public static final int DEFAULT_LIMIT = 64 * 1024;

    /** What is kept unless other attributes are named: those for which {@link PolicyRequest} has an accessor. */
    public static final Set<PolicyAttribute> DEFAULT_ATTRIBUTES = Set.of(
            PolicyAttribute.REQUEST,
            PolicyAttribute.PROTOCOL_STATE,
            PolicyAttribute.CLIENT_ADDRESS,
            PolicyAttribute.CLIENT_PORT,
            PolicyAttribute.SENDER,
            PolicyAttribute.RECIPIENT,
            PolicyAttribute.QUEUE_ID,
            PolicyAttribute.INSTANCE,
            PolicyAttribute.SASL_METHOD,
            PolicyAttribute.SASL_USERNAME,
            PolicyAttribute.CCERT_PUBKEY_FINGERPRINT);

    private static final KeptAttributes DEFAULT_KEPT = new KeptAttributes(DEFAULT_ATTRIBUTES);

    /** Enough for the values of one connection. */
    private static final int OWN_RECENT_TEXTS = 32;

    /** What a text takes beside its characters, in bytes. */
    private static final int TEXT_OVERHEAD = 56;

    private final KeptAttributes kept;
    private final AttributeLines lines;
    private final RecentTexts recent;

    /** Of the request that has begun; null between requests, so that an idle connection holds none. */
    private @Nullable String @Nullable [] values;

    private int valueBytes;
    private @Nullable EnumSet<PolicyAttribute> undecodable;

    /** Makes a decoder with the default limit and attributes. */
    public PolicyRequestDecoder() {
        this(DEFAULT_LIMIT);
    }

    /**
     * Makes a decoder that keeps the default attributes.
     *
     * @param limit longest request in bytes, the empty line included; at least 1
     */
    public PolicyRequestDecoder(int limit) {
        this(limit, DEFAULT_KEPT, new RecentTexts(OWN_RECENT_TEXTS));
    }

    /**
     * Makes a decoder for one's own choice of attributes.
     *
     * @param limit longest request in bytes, the empty line included; at least 1
     * @param attributes the attributes to keep; the others are passed over without a copy
     */
    public PolicyRequestDecoder(int limit, Set<PolicyAttribute> attributes) {
        this(limit, new KeptAttributes(attributes), new RecentTexts(OWN_RECENT_TEXTS));
    }

    /**
     * Makes one of many decoders, which holds nothing between two requests.
     *
     * @param limit longest request in bytes, the empty line included; at least 1
     * @param recent what the decoders share; it may be used by other threads at the same time
     */
    public PolicyRequestDecoder(int limit, RecentTexts recent) {
        this(limit, DEFAULT_KEPT, recent);
    }

    private PolicyRequestDecoder(int limit, KeptAttributes kept, RecentTexts recent) {
        this.kept = kept;
        this.lines = new AttributeLines(limit);
        this.recent = requireNonNull(recent, "recent");
    }

    /**
     * Takes bytes up to the end of one request, or all there are. Call again while it gives requests: several can be in
     * one buffer.
     *
     * @param in what Postfix sent, ready to be read
     * @return the next request, or null if more bytes are needed; then {@code in} has none left
     * @throws ProtocolException if the bytes are no request or it is longer than the limit; again for every call after
     *     that
     */
    public @Nullable PolicyRequest decode(ByteBuffer in) throws ProtocolException {
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

    /** Whether a request has begun and not ended: such a connection is not idle, and an end of the stream is a cut. */
    public boolean isMidRequest() {
        return lines.isMidMessage();
    }

    /** How many bytes of memory are taken for a request that has begun; 0 between requests. */
    public int heldBytes() {
        return lines.heldBytes() + valueBytes;
    }

    private void keep() {
        int slot = kept.slotOf(lines.bytes(), lines.begin(), lines.equalsAt());
        if (slot < 0) {
            return;
        }
        @Nullable String[] own = values;
        if (own == null) {
            own = new String[kept.count()];
            values = own;
        }
        if (own[slot] == null) {
            own[slot] = value(slot);
        }
    }

    private String value(int slot) {
        int from = lines.equalsAt() + 1;
        int length = lines.end() - from;
        String value = recent.decode(lines.bytes(), from, lines.end());
        // One character that is not Latin-1 makes all of them take two bytes.
        valueBytes += TEXT_OVERHEAD + (value.length() == length ? length : 2 * length);
        if (!lines.isAscii()) {
            markUndecodable(slot, value);
        }
        return value;
    }

    private void markUndecodable(int slot, String value) {
        if (WireText.isText(value)) {
            return;
        }
        if (undecodable == null) {
            undecodable = EnumSet.noneOf(PolicyAttribute.class);
        }
        undecodable.add(kept.at(slot));
    }

    /** The array of the values becomes the request's. */
    private PolicyRequest finish() {
        String[] complete = values == null ? new String[kept.count()] : values;
        for (int slot = 0; slot < complete.length; slot++) {
            if (complete[slot] == null) {
                complete[slot] = "";
            }
        }
        values = null;
        valueBytes = 0;
        Set<PolicyAttribute> bad = undecodable == null ? Set.of() : Set.copyOf(undecodable);
        undecodable = null;
        return new PolicyRequest(kept, complete, bad);
    }
}
