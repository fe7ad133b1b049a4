package org.mailcloak.protocol.policy;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.WireText;

/**
 * A reply to a policy request: what Postfix shall do (an access(5) action). Immutable and encoded once, so that one
 * object answers many requests.
 *
 * <p><strong>No value of this type accepts mail.</strong> {@code OK}, {@code PERMIT}, {@code RELAY}, an empty action
 * and a number without text all end Postfix's restriction list with an accept ({@code check_table_result} in
 * smtpd_check.c); {@link #dunno()} is the way to have no objection. Nor can one make a message vanish or go elsewhere
 * ({@code DISCARD}, {@code FILTER}, {@code REDIRECT}, {@code BCC}), or name a restriction of main.cf.
 *
 * @since 1.0
 */
public final class PolicyAction {
    /** Longest action, in bytes of UTF-8; SMTP replies that are much longer are cut or refused on their way. */
    public static final int MAX_BYTES = ActionSyntax.MAX_BYTES;

    private static final PolicyAction DUNNO = of("DUNNO");

    private final String text;
    private final byte[] encoded;

    private PolicyAction(String text) {
        this.text = text;
        this.encoded = WireText.encode("action=" + text + "\n\n");
    }

    /** No objection: Postfix goes on to its next restriction. */
    public static PolicyAction dunno() {
        return DUNNO;
    }

    /**
     * Refuses for good.
     *
     * @param code SMTP reply code, 500 to 559; 521 also ends the SMTP session
     * @param enhancedStatus such as {@code 5.7.1}; its class is 5
     * @param reason one line for the sender
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static PolicyAction reject(int code, String enhancedStatus, String reason) {
        return coded('5', code, enhancedStatus, reason);
    }

    /**
     * Refuses for now.
     *
     * @param code SMTP reply code, 400 to 459; 421 also ends the SMTP session
     * @param enhancedStatus such as {@code 4.3.0}; its class is 4
     * @param reason one line for the sender
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static PolicyAction defer(int code, String enhancedStatus, String reason) {
        return coded('4', code, enhancedStatus, reason);
    }

    /**
     * Checks an action that is already text.
     *
     * <p>Legal are {@code DUNNO} alone; {@code 4NN text} and {@code 5NN text}; {@code REJECT}, {@code DEFER},
     * {@code DEFER_IF_PERMIT}, {@code DEFER_IF_REJECT}, {@code HOLD}, {@code INFO} and {@code WARN}, alone or with
     * text; {@code PREPEND Name: value}. The text can begin with an enhanced status code of the same class. Keywords
     * are in upper case.
     *
     * @param action the action, without {@code action=}
     * @throws IllegalArgumentException if it is none of these, longer than {@link #MAX_BYTES}, holds a control
     *     character or an unpaired surrogate, or has spaces at its ends or more than one after the first word
     */
    public static PolicyAction of(String action) {
        ActionSyntax.check(action);
        return new PolicyAction(action);
    }

    /** The action, without {@code action=}. */
    public String text() {
        return text;
    }

    /** The whole reply as it goes over the wire: a new read-only view for each call. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** Length of the whole reply, in bytes. */
    public int encodedLength() {
        return encoded.length;
    }

    /**
     * Writes the whole reply.
     *
     * @throws java.nio.BufferOverflowException if there are fewer than {@link #encodedLength()} bytes left; then
     *     nothing was written
     */
    public void writeTo(ByteBuffer out) {
        out.put(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyAction action && text.equals(action.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static PolicyAction coded(char replyClass, int code, String enhancedStatus, String reason) {
        String first = Integer.toString(code);
        if (first.charAt(0) != replyClass) {
            throw new IllegalArgumentException("reply code " + code + ": expected " + replyClass + "NN");
        }
        if (!ActionSyntax.isEnhancedStatus(enhancedStatus)) {
            throw new IllegalArgumentException("enhanced status code " + ActionSyntax.quoted(enhancedStatus)
                    + ": expected such as " + replyClass + ".7.1");
        }
        return of(first + ' ' + enhancedStatus + ' ' + reason);
    }
}
