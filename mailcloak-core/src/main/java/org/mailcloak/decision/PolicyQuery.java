package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

/**
 * What Postfix asks, in its own words: addresses are neither normalised nor qualified, and an absent value is empty.
 *
 * @param stage the SMTP command
 * @param sender the envelope sender; empty for {@code <>}
 * @param recipient the envelope recipient; empty where the stage has none
 * @param saslMethod the mechanism as the client typed it; empty if not logged in
 * @param saslUsername the name that the SASL server confirmed; empty if not logged in
 * @param clientAddress the client's IP address
 * @param certificate the fingerprint of the public key that the client has shown and proven to have; empty if none
 */
public record PolicyQuery(
        ProtocolState stage,
        String sender,
        String recipient,
        String saslMethod,
        String saslUsername,
        String clientAddress,
        String certificate) {

    public PolicyQuery {
        requireNonNull(stage, "stage");
        requireNonNull(sender, "sender");
        requireNonNull(recipient, "recipient");
        requireNonNull(saslMethod, "saslMethod");
        requireNonNull(saslUsername, "saslUsername");
        requireNonNull(clientAddress, "clientAddress");
        requireNonNull(certificate, "certificate");
    }

    /** Of a client that has shown no certificate. */
    public PolicyQuery(
            ProtocolState stage,
            String sender,
            String recipient,
            String saslMethod,
            String saslUsername,
            String clientAddress) {
        this(stage, sender, recipient, saslMethod, saslUsername, clientAddress, "");
    }

    /** The same of a client that has logged in so. */
    PolicyQuery as(String method, String login) {
        return new PolicyQuery(stage, sender, recipient, method, login, clientAddress, certificate);
    }

    /** How many characters the texts have together. */
    public long totalLength() {
        return (long) sender.length()
                + recipient.length()
                + saslMethod.length()
                + saslUsername.length()
                + clientAddress.length()
                + certificate.length();
    }

    /** Whether the client has logged in: either of the two SASL values is there. */
    public boolean authenticated() {
        return !saslMethod.isEmpty() || !saslUsername.isEmpty();
    }
}
