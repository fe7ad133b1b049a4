package org.mailcloak.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Notes every question to the identity provider. */
final class TracingIdentityProvider implements IdentityProvider {

    private static final Comparator<EmailAddress> BY_TEXT = Comparator.comparing(EmailAddress::toString);

    private final String source;
    private final IdentityProvider provider;
    private final QueryTrace consultation;

    TracingIdentityProvider(String id, IdentityProvider provider, QueryTrace consultation) {
        this.source = "provider " + id;
        this.provider = provider;
        this.consultation = consultation;
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return ask("who logs in as " + loginName + "?", () -> provider.findByLogin(loginName));
    }

    @Override
    public LookupResult findRecipient(String loginName) {
        return ask("whose login is " + loginName + "?", () -> provider.findRecipient(loginName));
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return ask("who has the address " + address + "?", () -> provider.findByAddress(address));
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return provider.groups().map(groups -> address -> traced(groups, address));
    }

    private GroupLookup traced(GroupDirectory groups, EmailAddress address) {
        return consultation.ask(
                source,
                "which group has the address " + address + "?",
                () -> groups.findGroupByAddress(address),
                answer -> answer.fold(
                        GroupView::describe,
                        () -> "none",
                        why -> "could not be asked: " + why,
                        why -> "one that cannot be used: " + why));
    }

    /** The provider belongs to who opened it. */
    @Override
    public void close() {}

    private LookupResult ask(String question, Supplier<LookupResult> asking) {
        return consultation.ask(
                source,
                question,
                asking,
                answer -> answer.fold(
                        TracingIdentityProvider::describe, () -> "nobody", why -> "could not be asked: " + why));
    }

    private static String describe(List<Account> accounts) {
        return accounts.stream().map(TracingIdentityProvider::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Account account) {
        String addresses = Stream.concat(
                        account.primaryAddress().stream(),
                        account.aliasAddresses().stream().sorted(BY_TEXT))
                .map(EmailAddress::toString)
                .collect(Collectors.joining(", "));
        return account.loginName() + " (" + UserView.state(account.state()) + "), "
                + (addresses.isEmpty() ? "no address" : addresses);
    }
}
