package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Predicate;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.MailStore;

/**
 * What an operator may choose.
 *
 * @param extraDomain one more local domain beside those of the store
 * @param idpFailureMode what an outage of the identity provider does
 * @param authenticatedNullSender whether a logged-in user may send as {@code <>}
 * @param disabledUsersReceive whether mail for a disabled account is taken
 * @param recipientDelimiter the characters of Postfix's {@code recipient_delimiter}; empty: none
 * @param origin the domain that completes unqualified addresses; empty: the first local domain
 * @param trustedClient tells by its IP address which client may send from local domains without a login
 */
public record PolicyRules(
        Optional<MailDomain> extraDomain,
        FailureMode idpFailureMode,
        boolean authenticatedNullSender,
        boolean disabledUsersReceive,
        String recipientDelimiter,
        Optional<MailDomain> origin,
        Predicate<String> trustedClient) {

    public PolicyRules {
        requireNonNull(extraDomain, "extraDomain");
        requireNonNull(idpFailureMode, "idpFailureMode");
        requireNonNull(recipientDelimiter, "recipientDelimiter");
        requireNonNull(origin, "origin");
        requireNonNull(trustedClient, "trustedClient");
    }

    /**
     * The defaults: outages defer, {@code <>} needs no login to bounce and no user may send as it, nobody is trusted,
     * disabled accounts receive nothing.
     */
    public static PolicyRules defaults() {
        return new PolicyRules(
                Optional.empty(), FailureMode.TEMPFAIL, false, false, "", Optional.empty(), client -> false);
    }

    /** The local domains as the rules see them: those of the store, the extra one, and the origin. */
    public LocalDomains localDomains(MailStore store) {
        return new ConfiguredDomains(this, store);
    }

    public PolicyRules withExtraDomain(MailDomain domain) {
        return new PolicyRules(
                Optional.of(domain),
                idpFailureMode,
                authenticatedNullSender,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                trustedClient);
    }

    public PolicyRules withIdpFailureMode(FailureMode mode) {
        return new PolicyRules(
                extraDomain,
                mode,
                authenticatedNullSender,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                trustedClient);
    }

    public PolicyRules withAuthenticatedNullSender(boolean allowed) {
        return new PolicyRules(
                extraDomain, idpFailureMode, allowed, disabledUsersReceive, recipientDelimiter, origin, trustedClient);
    }

    public PolicyRules withDisabledUsersReceive(boolean receive) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                receive,
                recipientDelimiter,
                origin,
                trustedClient);
    }

    public PolicyRules withRecipientDelimiter(String characters) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                disabledUsersReceive,
                characters,
                origin,
                trustedClient);
    }

    public PolicyRules withOrigin(MailDomain domain) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                disabledUsersReceive,
                recipientDelimiter,
                Optional.of(domain),
                trustedClient);
    }

    public PolicyRules withTrustedClient(Predicate<String> client) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                client);
    }
}
