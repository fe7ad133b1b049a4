package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/**
 * Finds what a user has to say for sending as an address. {@link SendAsOwners} is the same rule from the other end; {@code
 * AgreementTest} compares the two.
 */
final class SendAsRights {

    private final RuleContext sources;
    private final RecipientResolver destinations;
    private final AliasUsers aliasUsers;
    private final boolean loginsAreAddresses;

    SendAsRights(PolicyRules rules, RuleContext sources) {
        this.sources = sources;
        this.destinations = new RecipientResolver(rules, sources);
        this.aliasUsers = new AliasUsers(sources, destinations);
        this.loginsAreAddresses = new Mailboxes(rules, sources).byLogin();
    }

    /** As an address of a domain that stands for another one, it is that one's. */
    SendAsRight of(Account user, EmailAddress written) {
        EmailAddress address = sources.canonical(written);
        if (user.owns(address)) {
            return SendAsRight.ADDRESS;
        }
        Optional<Alias> alias = sources.alias(address);
        if (alias.isPresent()) {
            return ofAlias(user, alias.get(), address, address);
        }
        Optional<SendAsRight> group = ofGroup(user, address);
        if (group.isPresent()) {
            return group.get();
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        return bare.isPresent() ? ofExtended(user, address, bare.get()) : ofCaught(user, address);
    }

    private SendAsRight ofExtended(Account user, EmailAddress address, EmailAddress bare) {
        if (user.owns(bare)) {
            return unlessHeld(address, SendAsRight.ADDRESS);
        }
        Optional<Alias> alias = sources.alias(bare);
        if (alias.isPresent()) {
            SendAsRight claim = ofAlias(user, alias.get(), bare, address);
            return claim.equals(SendAsRight.NONE) ? claim : unlessHeld(address, claim);
        }
        return ofGroup(user, bare).map(claim -> unlessHeld(address, claim)).orElseGet(() -> ofCaught(user, address));
    }

    private SendAsRight ofAlias(Account user, Alias alias, EmailAddress own, EmailAddress address) {
        if (!alias.enabled()) {
            return SendAsRight.NONE;
        }
        return aliasUsers.claimByText(user, alias, own).orElseGet(() -> {
            Step step = destinations.find(address);
            return step.alias().isPresent() ? aliasUsers.claim(user, step) : atEnd(user, step);
        });
    }

    /** Empty if no group has the address, or an account has it too: then it is the account's alone. */
    private Optional<SendAsRight> ofGroup(Account user, EmailAddress address) {
        if (!sources.hasGroups() || !sources.isLocal(address.domain())) {
            return Optional.empty();
        }
        return sources.owners(address)
                .fold(
                        others -> Optional.empty(),
                        () -> sources.group(address)
                                .fold(
                                        group -> Optional.of(claim(user, group)),
                                        Optional::empty,
                                        why -> Optional.of(SendAsRight.unknown(why)),
                                        why -> Optional.of(SendAsRight.NONE)),
                        why -> Optional.of(SendAsRight.unknown(why)));
    }

    private SendAsRight claim(Account user, MailGroup group) {
        return switch (group.sendAs()) {
            case MEMBERS -> sources.isMember(user, group) ? SendAsRight.GROUP : SendAsRight.NONE;
            case NONE -> SendAsRight.NONE;
        };
    }

    /**
     * Returns the right by a catch-all: an account that gets the mail for an address may send as it, but not as an
     * address that has another owner.
     */
    private SendAsRight ofCaught(Account user, EmailAddress address) {
        boolean mayBeHis = sources.isLocal(address)
                && (loginsAreAddresses || sources.catchAll(address.domain()).isPresent());
        if (!mayBeHis) {
            return SendAsRight.NONE;
        }
        Step step = destinations.find(address);
        if (step.alias().isEmpty()) {
            return atEnd(user, step);
        }
        SendAsRight claim = aliasUsers.claim(user, step);
        return claim.equals(SendAsRight.ALIAS) ? SendAsRight.CATCH_ALL : claim;
    }

    private static SendAsRight atEnd(Account user, Step step) {
        if (step.end().kind() == Resolution.Kind.UNAVAILABLE) {
            return SendAsRight.unknown(step.end().detail());
        }
        return step.accounts().stream().anyMatch(account -> account.id().equals(user.id()))
                ? SendAsRight.ADDRESS
                : SendAsRight.NONE;
    }

    /**
     * Whose address it is that would else be read without its extension: {@code john-smith@d1.test} is no form of {@code
     * john@d1.test} if it is the address of another account.
     */
    private SendAsRight unlessHeld(EmailAddress address, SendAsRight claim) {
        return sources.owners(address).fold(others -> SendAsRight.NONE, () -> claim, SendAsRight::unknown);
    }
}
