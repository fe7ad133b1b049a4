package org.mailcloak.bench.jmh;

import java.nio.charset.StandardCharsets;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;

/** Requests that Postfix sends all day, and what is decided in the {@link WarmEngine}. */
public enum RequestScenario {
    INBOUND("sender@example.net", "alice@d1.test", "", "", Reason.SENDER_NOT_LOCAL),
    INBOUND_ALIAS("sender@example.net", "sales@d1.test", "", "", Reason.SENDER_NOT_LOCAL),
    INBOUND_UNKNOWN("sender@example.net", "nobody@d1.test", "", "", Reason.RECIPIENT_UNKNOWN),
    SUBMISSION("alice@d1.test", "friend@example.net", "plain", "alice", Reason.USER_OWNS_SENDER),
    SUBMISSION_ALIAS("sales@d1.test", "friend@example.net", "plain", "alice", Reason.USER_OWNS_ALIAS),
    FORGERY("bob@d1.test", "friend@example.net", "plain", "alice", Reason.USER_NOT_OWNER);

    private final String sender;
    private final String recipient;
    private final String saslMethod;
    private final String saslUsername;
    private final Reason reason;

    RequestScenario(String sender, String recipient, String saslMethod, String saslUsername, Reason reason) {
        this.sender = sender;
        this.recipient = recipient;
        this.saslMethod = saslMethod;
        this.saslUsername = saslUsername;
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    PolicyQuery question() {
        return new PolicyQuery(ProtocolState.RCPT, sender, recipient, saslMethod, saslUsername, "192.0.2.25");
    }

    /** All the attributes of Postfix 3.7, in its order. */
    byte[] wire() {
        return """
                request=smtpd_access_policy
                protocol_state=RCPT
                protocol_name=ESMTP
                client_address=192.0.2.25
                client_name=mx.example.net
                client_port=40912
                reverse_client_name=mx.example.net
                server_address=198.51.100.7
                server_port=25
                helo_name=mx.example.net
                sender=%s
                recipient=%s
                recipient_count=0
                queue_id=
                instance=4d2.673e5f11.2a1b9.0
                size=2048
                etrn_domain=
                stress=
                sasl_method=%s
                sasl_username=%s
                sasl_sender=
                ccert_subject=
                ccert_issuer=
                ccert_fingerprint=
                ccert_pubkey_fingerprint=
                encryption_protocol=TLSv1.3
                encryption_cipher=TLS_AES_256_GCM_SHA384
                encryption_keysize=256
                policy_context=

                """.formatted(sender, recipient, saslMethod, saslUsername).getBytes(StandardCharsets.US_ASCII);
    }
}
