package org.mailcloak.decision;

import java.util.Locale;
import java.util.Map;

/** The SMTP command at which Postfix asks ({@code protocol_state} of SMTPD_POLICY_README). */
public enum ProtocolState {
    CONNECT,
    EHLO,
    HELO,
    MAIL,
    RCPT,
    DATA,
    END_OF_MESSAGE,
    VRFY,
    ETRN,
    /** A state that this version does not know. */
    OTHER;

    private static final Map<String, ProtocolState> BY_NAME = Map.of(
            "CONNECT", CONNECT,
            "EHLO", EHLO,
            "HELO", HELO,
            "MAIL", MAIL,
            "RCPT", RCPT,
            "DATA", DATA,
            "END-OF-MESSAGE", END_OF_MESSAGE,
            "VRFY", VRFY,
            "ETRN", ETRN);

    /** The stage that Postfix names so, in any letter case; {@link #OTHER} for anything else. */
    public static ProtocolState of(String protocolState) {
        ProtocolState stage = BY_NAME.get(protocolState);
        return stage != null ? stage : BY_NAME.getOrDefault(protocolState.toUpperCase(Locale.ROOT), OTHER);
    }
}
