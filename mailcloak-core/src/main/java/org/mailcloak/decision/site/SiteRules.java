package org.mailcloak.decision.site;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.BiPredicate;
import org.mailcloak.address.MailDomain;

/**
 * What an operator says about the mail servers around.
 *
 * @param foreignRecipients what happens to a recipient elsewhere without a login
 * @param returnPaths the forms of return paths that bounces may go to; may be empty
 * @param deliverTo under which address mail for an account is delivered
 * @param loginIsAddress whether a user name with {@code @} that is no login stands for the account whose primary address it is
 * @param externalSender determines which host, by its IP address, may send as a local domain without a login
 * @param providerId the id of the identity provider's kind, such as {@code keycloak}; empty: accounts that aliases are
 *     bound to are neither remembered nor compared
 */
public record SiteRules(
        ForeignRecipients foreignRecipients,
        Set<ReturnPath> returnPaths,
        DeliverTo deliverTo,
        boolean loginIsAddress,
        BiPredicate<MailDomain, String> externalSender,
        String providerId) {

    private static final SiteRules DEFAULTS = new SiteRules(
            ForeignRecipients.DUNNO,
            Set.of(ReturnPath.values()),
            DeliverTo.ADDRESS,
            true,
            (domain, client) -> false,
            "");

    public SiteRules {
        requireNonNull(foreignRecipients, "foreignRecipients");
        requireNonNull(deliverTo, "deliverTo");
        requireNonNull(externalSender, "externalSender");
        requireNonNull(providerId, "providerId");
        returnPaths = Set.copyOf(returnPaths);
    }

    /**
     * The defaults: recipients elsewhere are Postfix's business, both forms of return paths pass, recipients stay what they
     * are, and no host outside may send as a local domain.
     */
    public static SiteRules defaults() {
        return DEFAULTS;
    }

    /** Returns a builder with the values of these rules. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The values of rules that are being made; see the components of the record. For one thread. */
    public static final class Builder {

        private ForeignRecipients foreignRecipients;
        private Set<ReturnPath> returnPaths;
        private DeliverTo deliverTo;
        private boolean loginIsAddress;
        private BiPredicate<MailDomain, String> externalSender;
        private String providerId;

        private Builder(SiteRules from) {
            this.foreignRecipients = from.foreignRecipients;
            this.returnPaths = from.returnPaths;
            this.deliverTo = from.deliverTo;
            this.loginIsAddress = from.loginIsAddress;
            this.externalSender = from.externalSender;
            this.providerId = from.providerId;
        }

        public Builder foreignRecipients(ForeignRecipients value) {
            this.foreignRecipients = value;
            return this;
        }

        public Builder returnPaths(Set<ReturnPath> value) {
            this.returnPaths = value;
            return this;
        }

        public Builder deliverTo(DeliverTo value) {
            this.deliverTo = value;
            return this;
        }

        public Builder loginIsAddress(boolean value) {
            this.loginIsAddress = value;
            return this;
        }

        public Builder externalSender(BiPredicate<MailDomain, String> value) {
            this.externalSender = value;
            return this;
        }

        public Builder providerId(String value) {
            this.providerId = value;
            return this;
        }

        public SiteRules build() {
            return new SiteRules(foreignRecipients, returnPaths, deliverTo, loginIsAddress, externalSender, providerId);
        }
    }
}
