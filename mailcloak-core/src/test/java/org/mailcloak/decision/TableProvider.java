package org.mailcloak.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** An identity provider made of a few lines in a test. */
public final class TableProvider implements IdentityProvider {

    private final Map<String, Identity> users = new LinkedHashMap<>();
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
        return answer(users.values().stream().filter(user -> user.owns(address)).toList());
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
