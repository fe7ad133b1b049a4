package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.FailureMode;
import org.mailcloak.decision.PolicyRules;

/**
 * {@code policy}: how questions are decided.
 *
 * @param domain one more local domain, beside those of the database
 * @param idpFailureMode what happens to a check that needs the identity provider while it cannot be asked
 * @param authenticatedNullSender what happens to the sender {@code <>} of somebody who logged in
 * @param disabledUsersReceive whether mail for a disabled account is taken
 * @param recipientDelimiter each character of it separates a user from an extension; empty for none
 * @param groupMemberLimit how many members a group with an address may have, from 1
 * @param origin Postfix's {@code $myorigin}; empty: the first local domain
 * @param trustedNetworks clients that may send as a local domain without a login; may be empty
 */
public record PolicySection(
        Optional<MailDomain> domain,
        FailureMode idpFailureMode,
        NullSender authenticatedNullSender,
        boolean disabledUsersReceive,
        String recipientDelimiter,
        int groupMemberLimit,
        Optional<MailDomain> origin,
        List<NetworkRange> trustedNetworks) {

    /** What happens to the sender {@code <>} of somebody who logged in. */
    public enum NullSender {
        REJECT,
        ALLOW
    }

    public PolicySection {
        requireNonNull(domain, "domain");
        requireNonNull(idpFailureMode, "idpFailureMode");
        requireNonNull(authenticatedNullSender, "authenticatedNullSender");
        requireNonNull(recipientDelimiter, "recipientDelimiter");
        requireNonNull(origin, "origin");
        trustedNetworks = List.copyOf(trustedNetworks);
    }

    /** The same for the decision engine. */
    public PolicyRules rules() {
        return new PolicyRules(
                domain,
                idpFailureMode,
                authenticatedNullSender == NullSender.ALLOW,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                groupMemberLimit,
                this::trusts);
    }

    /**
     * Whether a client is in one of the trusted networks.
     *
     * @param clientAddress as Postfix reports it; what is no IP address is not trusted
     */
    public boolean trusts(String clientAddress) {
        if (trustedNetworks.isEmpty()) {
            return false;
        }
        Optional<AddressLiteral> address = AddressLiteral.parse(clientAddress);
        return address.isPresent() && trustedNetworks.stream().anyMatch(range -> range.contains(address.orElseThrow()));
    }
}
