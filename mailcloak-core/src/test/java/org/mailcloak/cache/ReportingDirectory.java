package org.mailcloak.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;

/** A provider that reports changes, and finds by names in any case. */
final class ReportingDirectory implements IdentityProvider, ChangeFeed {

    private final List<Account> people;
    final List<String> asked = new ArrayList<>();
    ChangeListener listener = () -> {};
    boolean down;

    ReportingDirectory(Account... people) {
        this.people = new ArrayList<>(List.of(people));
    }

    void become(Account account) {
        people.removeIf(other -> other.id().equals(account.id()));
        people.add(0, account);
        tell(AccountChange.to(account));
    }

    void lose(String id) {
        people.removeIf(other -> other.id().equals(id));
        tell(AccountChange.gone(id));
    }

    void tell(AccountChange change) {
        listener.accountChanged(change);
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        asked.add(loginName);
        return down
                ? LookupResult.unavailable("down")
                : LookupResult.of(people.stream()
                        .filter(account -> account.loginName().equalsIgnoreCase(loginName))
                        .toList());
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        asked.add(address.toString());
        return LookupResult.of(
                people.stream().filter(account -> account.owns(address)).toList());
    }

    @Override
    public Probe probe() {
        return down ? Probe.failed("down") : Probe.passed();
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(this);
    }

    @Override
    public void subscribe(ChangeListener changes) {
        listener = changes;
    }

    @Override
    public void close() {}
}
