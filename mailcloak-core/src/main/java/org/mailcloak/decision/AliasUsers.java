package org.mailcloak.decision;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/**
 * The accounts that may send as an alias: those that get its mail in the end, through any number of steps, and of a
 * group on the way those that the group admits. An address elsewhere gives no account a right; otherwise an account
 * that can choose its login name at the identity provider would take the name of such a target. The first target is
 * different: it is a login name by definition, with or without {@code @}.
 *
 * <p>{@link SendAsRights} asks for one account, {@link SendAsOwners} for all.
 */
final class AliasUsers {

    /** Far more than any installation needs. */
    private static final int MAX_STEPS = 1_000;

    private final RuleContext sources;
    private final Function<EmailAddress, Step> next;

    AliasUsers(RuleContext sources, RecipientResolver destinations) {
        this.sources = sources;
        this.next = destinations::find;
    }

    /**
     * Returns what an account has to say by the alias, as far as the texts determine it: nearly every alias has one
     * user, and this is part of every message sent as one.
     *
     * @return empty if the provider has to be asked
     */
    Optional<SendAsRight> claimByText(Account user, Alias alias, EmailAddress own) {
        if (alias.login().indexOf('@') >= 0 || isAlias(alias.login(), own)) {
            return Optional.empty();
        }
        boolean isUsers = LoginNames.same(alias.login(), user.loginName());
        if (!sources.bindings().isOthers(alias, alias.login(), user)) {
            return isUsers ? Optional.of(SendAsRight.ALIAS) : Optional.empty();
        }
        return alias.also().isEmpty()
                ? Optional.of(isUsers ? SendAsRight.CHANGED : SendAsRight.NONE)
                : Optional.empty();
    }

    private boolean isAlias(String name, EmailAddress own) {
        return ForwardingTarget.of(name, own.domain())
                .flatMap(ForwardingTarget::address)
                .filter(named -> !named.equals(own))
                .flatMap(sources::alias)
                .filter(Alias::enabled)
                .isPresent();
    }

    /** What an account has to say by an alias whose targets are resolved. */
    SendAsRight claim(Account user, Step step) {
        SendAsRight best = SendAsRight.NONE;
        for (Found found : all(step)) {
            best = best.orStronger(claim(user, found));
        }
        return best;
    }

    /** Everything that the alias leads to. */
    List<Found> all(Step step) {
        Walk walk = new Walk();
        walk.follow(step);
        return List.copyOf(walk.found);
    }

    /**
     * Something that an alias leads to.
     *
     * @param accounts who gets the mail; empty if there is none, or they cannot be determined
     * @param login the text that names an account's login, where no account was found; empty: none does
     * @param group whose members get it
     * @param changed whether the accounts are others than the one that the alias is bound to
     * @param unavailable why they cannot be determined; empty: they can
     */
    record Found(
            List<Account> accounts,
            String login,
            Optional<MailGroup> group,
            boolean changed,
            Optional<String> unavailable) {

        private static Found accounts(List<Account> accounts, boolean changed) {
            return new Found(accounts, "", Optional.empty(), changed, Optional.empty());
        }

        private static Found name(String login, Optional<String> unavailable) {
            return new Found(List.of(), login, Optional.empty(), false, unavailable);
        }

        private static Found group(MailGroup group) {
            return new Found(List.of(), "", Optional.of(group), false, Optional.empty());
        }
    }

    private SendAsRight claim(Account user, Found found) {
        if (found.group().isPresent()) {
            MailGroup group = found.group().get();
            return switch (group.sendAs()) {
                case MEMBERS -> sources.isMember(user, group) ? SendAsRight.ALIAS : SendAsRight.NONE;
                case NONE -> SendAsRight.NONE;
            };
        }
        if (found.accounts().stream().anyMatch(account -> account.id().equals(user.id()))) {
            return found.changed() ? SendAsRight.CHANGED : SendAsRight.ALIAS;
        }
        if (!found.login().isEmpty() && LoginNames.same(found.login(), user.loginName())) {
            return SendAsRight.ALIAS;
        }
        return found.unavailable().map(SendAsRight::unknown).orElse(SendAsRight.NONE);
    }

    private final class Walk {

        private final Set<EmailAddress> seen = new HashSet<>();
        private final Set<Found> found = new LinkedHashSet<>();

        void follow(Step step) {
            Alias alias = step.alias().orElseThrow();
            for (ResolvedTarget target : step.targets()) {
                switch (target.kind()) {
                    case ONWARD -> enter(alias, target);
                    case CHANGED -> found.add(Found.accounts(target.accounts(), true));
                    case ACCOUNT, CLOSED, AMBIGUOUS, UNAVAILABLE -> add(alias, target);
                    case ELSEWHERE, LOST -> addName(alias, target.text(), Optional.empty());
                }
            }
        }

        private void add(Alias alias, ResolvedTarget target) {
            if (target.accounts().isEmpty()) {
                addName(alias, target.text(), Optional.of(target.detail()));
            } else {
                found.add(Found.accounts(target.accounts(), false));
            }
        }

        /**
         * Where no account, alias or group was found, only a login name gives a right; not one that was bound to an account,
         * which is no longer found or may be another one by now.
         */
        private void addName(Alias alias, String text, Optional<String> unavailable) {
            boolean names = (text.indexOf('@') < 0 || text.equals(alias.login()))
                    && !sources.bindings().isBound(alias, text);
            if (names || unavailable.isPresent()) {
                found.add(Found.name(names ? text : "", unavailable));
            }
        }

        private void enter(Alias alias, ResolvedTarget target) {
            EmailAddress address = target.next().orElseThrow();
            if (!seen.add(address) || seen.size() > MAX_STEPS) {
                return;
            }
            Step step = next.apply(address).from(alias);
            if (step.alias().isPresent()) {
                follow(step);
            } else if (!step.accounts().isEmpty()) {
                boolean accepted = sources.bindings().accepts(alias, target.text(), step.accounts());
                found.add(Found.accounts(step.accounts(), !accepted));
            } else if (step.end().kind() == Resolution.Kind.UNAVAILABLE) {
                found.add(Found.name("", Optional.of(step.end().detail())));
            } else if (step.isNobody()) {
                addName(alias, target.text(), Optional.empty());
            } else {
                // The first is the group that has the address; the others are contacts of it, and no members who may
                // send.
                step.end().groups().stream().limit(1).forEach(group -> found.add(Found.group(group)));
            }
        }
    }
}
