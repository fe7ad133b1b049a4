package org.mailcloak.protocol.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mailcloak.protocol.WireText;

/**
 * One question of Postfix. Immutable.
 *
 * <p>An accessor gives the value as sent, without any normalisation, and {@code ""} for an attribute that was absent:
 * Postfix gives both the same meaning. Of an attribute that was sent twice the first value counts.
 *
 * <p><strong>A value that was not UTF-8 equals nothing</strong>: it is not empty, holds unpaired surrogates in the
 * place of the bad bytes (see {@link WireText}), and its attribute is in {@link #undecodable()}. A server checks that
 * set before it decides, and treats such an address or login as no match; above all, a sender that is not UTF-8 is not
 * the null sender.
 *
 * @since 1.0
 */
public final class PolicyRequest {
    /** The value of {@code request} that this protocol is about. */
    public static final String ACCESS_POLICY = "smtpd_access_policy";

    private final KeptAttributes kept;
    private final String[] values;
    private final Set<PolicyAttribute> undecodable;

    /** Takes the array over; it has one value for each slot of {@code kept}. */
    PolicyRequest(KeptAttributes kept, String[] values, Set<PolicyAttribute> undecodable) {
        this.kept = kept;
        this.values = values;
        this.undecodable = undecodable;
    }

    /**
     * Makes a request without bytes, for tools and tests.
     *
     * @param attributes the values; all others are empty
     */
    public static PolicyRequest of(Map<PolicyAttribute, String> attributes) {
        KeptAttributes all = KeptAttributes.ALL;
        String[] values = new String[all.count()];
        Set<PolicyAttribute> undecodable = new HashSet<>();
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = attributes.getOrDefault(all.at(slot), "");
            if (!WireText.isText(values[slot])) {
                undecodable.add(all.at(slot));
            }
        }
        return new PolicyRequest(all, values, Set.copyOf(undecodable));
    }

    /**
     * Returns the value of an attribute, or {@code ""}.
     *
     * @throws IllegalArgumentException if the decoder was not configured to keep this attribute
     */
    public String attribute(PolicyAttribute attribute) {
        return values[kept.slotOf(attribute)];
    }

    /**
     * Returns whether this is the request that the protocol defines. Any other is still owed a reply: {@code DUNNO}.
     *
     * @throws IllegalArgumentException if the decoder was not configured to keep {@link PolicyAttribute#REQUEST}
     */
    public boolean isAccessPolicy() {
        return request().equals(ACCESS_POLICY);
    }

    /** How many characters all kept values have together: what it takes to hold this request for a while. */
    public int totalLength() {
        int sum = 0;
        for (String value : values) {
            sum += value.length();
        }
        return sum;
    }

    /** The kept attributes whose bytes were not UTF-8. */
    public Set<PolicyAttribute> undecodable() {
        return undecodable;
    }

    /** See {@link PolicyAttribute#REQUEST}. */
    public String request() {
        return attribute(PolicyAttribute.REQUEST);
    }

    /** See {@link PolicyAttribute#PROTOCOL_STATE}. */
    public String protocolState() {
        return attribute(PolicyAttribute.PROTOCOL_STATE);
    }

    /** See {@link PolicyAttribute#CLIENT_ADDRESS}. */
    public String clientAddress() {
        return attribute(PolicyAttribute.CLIENT_ADDRESS);
    }

    /** See {@link PolicyAttribute#CCERT_PUBKEY_FINGERPRINT}. */
    public String certificateKey() {
        return attribute(PolicyAttribute.CCERT_PUBKEY_FINGERPRINT);
    }

    /** See {@link PolicyAttribute#CLIENT_PORT}. */
    public String clientPort() {
        return attribute(PolicyAttribute.CLIENT_PORT);
    }

    /** See {@link PolicyAttribute#SENDER}. Empty is the null sender, from MAIL on. */
    public String sender() {
        return attribute(PolicyAttribute.SENDER);
    }

    /** See {@link PolicyAttribute#RECIPIENT}. */
    public String recipient() {
        return attribute(PolicyAttribute.RECIPIENT);
    }

    /** See {@link PolicyAttribute#QUEUE_ID}. */
    public String queueId() {
        return attribute(PolicyAttribute.QUEUE_ID);
    }

    /** See {@link PolicyAttribute#INSTANCE}. */
    public String instance() {
        return attribute(PolicyAttribute.INSTANCE);
    }

    /** See {@link PolicyAttribute#SASL_METHOD}. */
    public String saslMethod() {
        return attribute(PolicyAttribute.SASL_METHOD);
    }

    /** See {@link PolicyAttribute#SASL_USERNAME}. */
    public String saslUsername() {
        return attribute(PolicyAttribute.SASL_USERNAME);
    }

    /** The kept attributes that are not empty, in the order of {@link PolicyAttribute}; a copy, not to be changed. */
    public Map<PolicyAttribute, String> asMap() {
        Map<PolicyAttribute, String> map = new EnumMap<>(PolicyAttribute.class);
        for (int slot = 0; slot < values.length; slot++) {
            if (!values[slot].isEmpty()) {
                map.put(kept.at(slot), values[slot]);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** Equal requests have the same kept values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyRequest request && asMap().equals(request.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    /** Names what was sent and shows no value: they hold addresses. */
    @Override
    public String toString() {
        return "PolicyRequest" + asMap().keySet();
    }
}
