package org.mailcloak.protocol.policy;

import java.util.Locale;

/**
 * The attributes of a policy request that Postfix 2.1 to 3.10 documents (SMTPD_POLICY_README), in the order in which
 * Postfix sends them. Every one can be absent or empty, which mean the same.
 *
 * @since 1.0
 */
public enum PolicyAttribute {
    /** Always {@code smtpd_access_policy}. */
    REQUEST,
    /** CONNECT, EHLO, HELO, MAIL, RCPT, DATA, END-OF-MESSAGE, VRFY or ETRN. */
    PROTOCOL_STATE,
    /** SMTP or ESMTP. */
    PROTOCOL_NAME,
    /** IPv4 or plain IPv6 address of the mail client. */
    CLIENT_ADDRESS,
    /** Forward-confirmed name of the mail client, or {@code unknown}. */
    CLIENT_NAME,
    /** Decimal, or {@code unknown}. */
    CLIENT_PORT,
    /** Unverified name of the mail client, or {@code unknown}. */
    REVERSE_CLIENT_NAME,
    /** Address that the mail client connected to. */
    SERVER_ADDRESS,
    /** Port that the mail client connected to. */
    SERVER_PORT,
    /** What the mail client called itself; empty before HELO. */
    HELO_NAME,
    /** From MAIL on, as typed but without quotes, not qualified; empty for the null sender. */
    SENDER,
    /** The recipient in RCPT and VRFY, and in later states if there is exactly one. */
    RECIPIENT,
    /** Accepted recipients, from DATA on; 0 before. */
    RECIPIENT_COUNT,
    /** Empty until the first recipient was accepted. */
    QUEUE_ID,
    /** The same for all requests of one transaction; empty before the first RCPT. */
    INSTANCE,
    /** Claimed by the client; true at END-OF-MESSAGE. */
    SIZE,
    /** The argument of ETRN. */
    ETRN_DOMAIN,
    /** {@code yes} or empty. */
    STRESS,
    /** SASL mechanism as the client typed it: compare without case. */
    SASL_METHOD,
    /** The authenticated account; empty if the client did not log in. */
    SASL_USERNAME,
    /** Set by the client without any check: never an account. */
    SASL_SENDER,
    /** xtext; only of a trusted certificate. */
    CCERT_SUBJECT,
    /** xtext; only of a trusted certificate. */
    CCERT_ISSUER,
    /** Of any client certificate, trusted or not. */
    CCERT_FINGERPRINT,
    /** Of any client certificate, trusted or not. */
    CCERT_PUBKEY_FINGERPRINT,
    /** Empty in plain text. */
    ENCRYPTION_PROTOCOL,
    /** Empty in plain text. */
    ENCRYPTION_CIPHER,
    /** Bits; 0 in plain text. */
    ENCRYPTION_KEYSIZE,
    /** The text that {@code smtpd_policy_service_policy_context} gives this check. */
    POLICY_CONTEXT,
    /** Since Postfix 3.8. */
    COMPATIBILITY_LEVEL,
    /** Since Postfix 3.8. */
    MAIL_VERSION;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, such as {@code sasl_username}. */
    public String wireName() {
        return wireName;
    }
}
