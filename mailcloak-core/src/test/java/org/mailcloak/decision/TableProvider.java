package org.mailcloak.decision;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/** An identity provider made of a few lines in a test. */
public final class TableProvider implements IdentityProvider, GroupDirectory {

    private final Map<String, Account> users = new LinkedHashMap<>();
    private final Map<EmailAddress, MailGroup> groups = new LinkedHashMap<>();
    private int groupLookups;
    private final Set<EmailAddress> downFor = new HashSet<>();
    private boolean down;
    private boolean throwing;

    /** The first address is the primary one. */
    public TableProvider user(String login, AccountState state, String... addresses) {
        List<EmailAddress> parsed = Stream.of(addresses)
                .map(text -> EmailAddress.parse(text).orElseThrow())
                .toList();
        Optional<EmailAddress> primary = parsed.stream().findFirst();
        Set<EmailAddress> more = parsed.stream().skip(1).collect(Collectors.toSet());
        users.put(
                login,
                Account.builder("id-" + login, login)
                        .primaryAddress(primary)
                        .aliasAddresses(more)
                        .state(state)
                        .build());
        return this;
    }

    /** An active account of that scope. */
    public TableProvider scope(AccountScope scope, String login, String... addresses) {
        user(login, AccountState.ACTIVE, addresses);
        users.computeIfPresent(
                login, (name, user) -> user.toBuilder().scope(scope).build());
        return this;
    }

    /** The account of that login is gone. */
    public TableProvider without(String login) {
        users.remove(login);
        return this;
    }

    /** The account of that login, with this id. */
    public TableProvider id(String login, String id) {
        users.computeIfPresent(
                login,
                (name, user) -> Account.builder(id, name)
                        .primaryAddress(user.primaryAddress())
                        .aliasAddresses(user.aliasAddresses())
                        .state(user.state())
                        .scope(user.scope())
                        .build());
        return this;
    }

    /** Its members are users that were added before, and those with {@code @} are contacts. */
    public TableProvider group(
            String address,
            MailGroup.Posting posting,
            MailGroup.SendAs sendAs,
            Set<String> senders,
            String... members) {
        EmailAddress parsed = EmailAddress.parse(address).orElseThrow();
        groups.put(
                parsed,
                new MailGroup(
                        "id-" + address,
                        parsed.localPart(),
                        parsed,
                        Stream.of(members)
                                .filter(login -> !login.contains("@"))
                                .map(login -> Objects.requireNonNull(users.get(login)))
                                .toList(),
                        posting,
                        senders,
                        sendAs,
                        Stream.of(members)
                                .filter(member -> member.contains("@"))
                                .map(member -> EmailAddress.parse(member).orElseThrow())
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
        return this;
    }

    public TableProvider group(String address, MailGroup.Posting posting, MailGroup.SendAs sendAs, String... members) {
        return group(address, posting, sendAs, Set.of(), members);
    }

    /** How often it was asked for a group. */
    public int groupLookups() {
        return groupLookups;
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return groups.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        groupLookups++;
        if (throwing) {
            throw new IllegalStateException("a bug in a plugin");
        }
        if (down || downFor.contains(address)) {
            return GroupLookup.unavailable("connection refused");
        }
        MailGroup group = groups.get(address);
        return group == null ? GroupLookup.notFound() : GroupLookup.found(group);
    }

    /** For questions about this address alone. */
    public TableProvider downFor(String address) {
        downFor.add(EmailAddress.parse(address).orElseThrow());
        return this;
    }

    public TableProvider down() {
        down = true;
        return this;
    }

    public TableProvider throwing() {
        throwing = true;
        return this;
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return answer(users.values().stream()
                .filter(user -> user.loginName().toLowerCase(Locale.ROOT).equals(loginName.toLowerCase(Locale.ROOT)))
                .toList());
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return downFor.contains(address)
                ? LookupResult.unavailable("connection refused")
                : answer(users.values().stream()
                        .filter(user -> user.owns(address))
                        .toList());
    }

    private LookupResult answer(List<Account> found) {
        if (throwing) {
            throw new IllegalStateException("a bug in a plugin");
        }
        return down ? LookupResult.unavailable("connection refused") : LookupResult.of(found);
    }

    @Override
    public void close() {
        down = true;
    }
}
