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
 * @param groupMemberLimit how many members a group may have that takes mail, from 1; Postfix's {@code
 *     virtual_alias_expansion_limit} is the other bound
 * @param trustedClient tells by its IP address which client may send from local domains without a login
 */
public record PolicyRules(
        Optional<MailDomain> extraDomain,
        FailureMode idpFailureMode,
        boolean authenticatedNullSender,
        boolean disabledUsersReceive,
        String recipientDelimiter,
        Optional<MailDomain> origin,
        int groupMemberLimit,
        Predicate<String> trustedClient) {

    /** Postfix's {@code virtual_alias_expansion_limit}. */
    private static final int DEFAULT_MEMBER_LIMIT = 1_000;

    public PolicyRules {
        requireNonNull(extraDomain, "extraDomain");
        requireNonNull(idpFailureMode, "idpFailureMode");
        requireNonNull(recipientDelimiter, "recipientDelimiter");
        requireNonNull(origin, "origin");
        requireNonNull(trustedClient, "trustedClient");
        if (groupMemberLimit < 1) {
            throw new IllegalArgumentException("A group needs room for a member");
        }
    }

    /**
     * The defaults: outages defer, {@code <>} needs no login to bounce and no user may send as it, nobody is trusted,
     * disabled accounts receive nothing.
     */
    public static PolicyRules defaults() {
        return new PolicyRules(
                Optional.empty(),
                FailureMode.TEMPFAIL,
                false,
                false,
                "",
                Optional.empty(),
                DEFAULT_MEMBER_LIMIT,
                client -> false);
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
                groupMemberLimit,
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
                groupMemberLimit,
                trustedClient);
    }

    public PolicyRules withAuthenticatedNullSender(boolean allowed) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                allowed,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                groupMemberLimit,
                trustedClient);
    }

    public PolicyRules withDisabledUsersReceive(boolean receive) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                receive,
                recipientDelimiter,
                origin,
                groupMemberLimit,
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
                groupMemberLimit,
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
                groupMemberLimit,
                trustedClient);
    }

    public PolicyRules withGroupMemberLimit(int limit) {
        return new PolicyRules(
                extraDomain,
                idpFailureMode,
                authenticatedNullSender,
                disabledUsersReceive,
                recipientDelimiter,
                origin,
                limit,
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
                groupMemberLimit,
                client);
    }
}
