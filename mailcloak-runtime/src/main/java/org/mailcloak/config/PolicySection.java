package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.FailureMode;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.site.SiteRules;

/**
 * {@code policy}: how questions are decided.
 *
 * @param domain one more local domain, beside those of the database
 * @param idpFailureMode what happens to a check that needs the identity provider while it cannot be asked
 * @param authenticatedNullSender what happens to the sender {@code <>} of a client that logged in
 * @param disabledUsersReceive whether mail for a disabled account is taken
 * @param recipientDelimiter each character of it separates a user from an extension; empty for none
 * @param groupMemberLimit how many members a group with an address may have, from 1
 * @param origin Postfix's {@code $myorigin}; empty: not known
 * @param decisionIds whether the text of a refusal and of a deferral ends with the decision's id
 * @param trustedNetworks clients that may send as a local domain and to elsewhere without a login; may be empty
 * @param site what is said about the mail servers around
 */
public record PolicySection(
        Optional<MailDomain> domain,
        FailureMode idpFailureMode,
        NullSender authenticatedNullSender,
        boolean disabledUsersReceive,
        String recipientDelimiter,
        int groupMemberLimit,
        Optional<MailDomain> origin,
        List<NetworkRange> trustedNetworks,
        boolean decisionIds,
        SiteRules site) {

    /** What happens to the sender {@code <>} of a client that logged in. */
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
        requireNonNull(site, "site");
        trustedNetworks = List.copyOf(trustedNetworks);
    }

    /**
     * The same for the decision engine.
     *
     * @param providerId the id of the identity provider's kind
     */
    PolicyRules rules(String providerId) {
        return PolicyRules.defaults().toBuilder()
                .extraDomain(domain)
                .idpFailureMode(idpFailureMode)
                .authenticatedNullSender(authenticatedNullSender == NullSender.ALLOW)
                .disabledUsersReceive(disabledUsersReceive)
                .recipientDelimiter(recipientDelimiter)
                .origin(origin)
                .groupMemberLimit(groupMemberLimit)
                .trustedClient(this::trusts)
                .site(site.toBuilder().providerId(providerId).build())
                .build();
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
