package org.mailcloak.decision;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.MailGroup;

/** An identity provider made of a few lines in a test. */
public final class TableProvider implements IdentityProvider {

    private final Map<String, Identity> users = new LinkedHashMap<>();
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
        users.put(login, new Identity("id-" + login, login, primary, more, state, Set.of()));
        return this;
    }

    /** Its members are users that were added before. */
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
                                .map(login -> Objects.requireNonNull(users.get(login)))
                                .toList(),
                        posting,
                        senders,
                        sendAs));
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
    public boolean hasGroups() {
        return !groups.isEmpty();
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
    public Lookup findByLogin(String loginName) {
        return answer(users.values().stream()
                .filter(user -> user.loginName().toLowerCase(Locale.ROOT).equals(loginName.toLowerCase(Locale.ROOT)))
                .toList());
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return downFor.contains(address)
                ? Lookup.unavailable("connection refused")
                : answer(users.values().stream()
                        .filter(user -> user.owns(address))
                        .toList());
    }

    private Lookup answer(List<Identity> found) {
        if (throwing) {
            throw new IllegalStateException("a bug in a plugin");
        }
        return down ? Lookup.unavailable("connection refused") : Lookup.of(found);
    }

    @Override
    public void close() {
        down = true;
    }
}
