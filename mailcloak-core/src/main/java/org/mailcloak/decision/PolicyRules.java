package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Predicate;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.SiteRules;
import org.mailcloak.store.MailStore;

/**
 * What an operator may choose.
 *
 * @param extraDomain one more local domain beside those of the store
 * @param idpFailureMode what an outage of the identity provider does
 * @param authenticatedNullSender whether a logged-in user may send as {@code <>}
 * @param disabledUsersReceive whether mail for a disabled account is taken
 * @param recipientDelimiter the characters of Postfix's {@code recipient_delimiter}; empty: none
 * @param origin the domain that completes unqualified addresses; empty: not known, and such an
 *     address waits
 * @param groupMemberLimit how many members a group may have that takes mail, from 1; Postfix's {@code
 *     virtual_alias_expansion_limit} is the other bound
 * @param trustedClient determines by its IP address which client may send from local domains and to elsewhere without a
 *     login
 * @param site what the operator says about the mail servers around
 */
public record PolicyRules(
        Optional<MailDomain> extraDomain,
        FailureMode idpFailureMode,
        boolean authenticatedNullSender,
        boolean disabledUsersReceive,
        String recipientDelimiter,
        Optional<MailDomain> origin,
        int groupMemberLimit,
        Predicate<String> trustedClient,
        SiteRules site) {

    /** Postfix's {@code virtual_alias_expansion_limit}. */
    private static final int DEFAULT_MEMBER_LIMIT = 1_000;

    public PolicyRules {
        requireNonNull(extraDomain, "extraDomain");
        requireNonNull(idpFailureMode, "idpFailureMode");
        requireNonNull(recipientDelimiter, "recipientDelimiter");
        requireNonNull(origin, "origin");
        requireNonNull(trustedClient, "trustedClient");
        requireNonNull(site, "site");
        if (groupMemberLimit < 1) {
            throw new IllegalArgumentException("A group needs room for a member");
        }
    }

    /**
     * Returns the defaults: outages defer, {@code <>} needs no login to bounce and no user may send as it, no client is
     * trusted, disabled accounts receive nothing.
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
                client -> false,
                SiteRules.defaults());
    }

    /** The local domains as the rules see them: those of the store, the extra one, and the origin. */
    public LocalDomains localDomains(MailStore store) {
        return new ConfiguredDomains(extraDomain, origin, store);
    }

    /** Returns a builder with the values of these rules. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The values of rules that are being made; see the components of the record. For one thread. */
    public static final class Builder {

        private Optional<MailDomain> extraDomain;
        private FailureMode idpFailureMode;
        private boolean authenticatedNullSender;
        private boolean disabledUsersReceive;
        private String recipientDelimiter;
        private Optional<MailDomain> origin;
        private int groupMemberLimit;
        private Predicate<String> trustedClient;
        private SiteRules site;

        private Builder(PolicyRules from) {
            this.extraDomain = from.extraDomain;
            this.idpFailureMode = from.idpFailureMode;
            this.authenticatedNullSender = from.authenticatedNullSender;
            this.disabledUsersReceive = from.disabledUsersReceive;
            this.recipientDelimiter = from.recipientDelimiter;
            this.origin = from.origin;
            this.groupMemberLimit = from.groupMemberLimit;
            this.trustedClient = from.trustedClient;
            this.site = from.site;
        }

        public Builder extraDomain(MailDomain domain) {
            return extraDomain(Optional.of(domain));
        }

        public Builder extraDomain(Optional<MailDomain> value) {
            this.extraDomain = value;
            return this;
        }

        public Builder idpFailureMode(FailureMode value) {
            this.idpFailureMode = value;
            return this;
        }

        public Builder authenticatedNullSender(boolean value) {
            this.authenticatedNullSender = value;
            return this;
        }

        public Builder disabledUsersReceive(boolean value) {
            this.disabledUsersReceive = value;
            return this;
        }

        public Builder recipientDelimiter(String value) {
            this.recipientDelimiter = value;
            return this;
        }

        public Builder origin(MailDomain domain) {
            return origin(Optional.of(domain));
        }

        public Builder origin(Optional<MailDomain> value) {
            this.origin = value;
            return this;
        }

        public Builder groupMemberLimit(int value) {
            this.groupMemberLimit = value;
            return this;
        }

        public Builder trustedClient(Predicate<String> value) {
            this.trustedClient = value;
            return this;
        }

        public Builder site(SiteRules value) {
            this.site = value;
            return this;
        }

        public PolicyRules build() {
            return new PolicyRules(
                    extraDomain,
                    idpFailureMode,
                    authenticatedNullSender,
                    disabledUsersReceive,
                    recipientDelimiter,
                    origin,
                    groupMemberLimit,
                    trustedClient,
                    site);
        }
    }
}
