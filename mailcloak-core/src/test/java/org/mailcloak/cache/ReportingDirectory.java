package org.mailcloak.cache;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** A provider that reports changes, and finds by names in any case. */
final class ReportingDirectory implements IdentityProvider {

    private final List<Identity> people;
    final List<String> asked = new ArrayList<>();
    ChangeListener listener = () -> {};
    boolean down;

    ReportingDirectory(Identity... people) {
        this.people = new ArrayList<>(List.of(people));
    }

    void become(Identity identity) {
        people.removeIf(other -> other.id().equals(identity.id()));
        people.add(0, identity);
        tell(IdentityChange.to(identity));
    }

    void lose(String id) {
        people.removeIf(other -> other.id().equals(id));
        tell(IdentityChange.gone(id));
    }

    void tell(IdentityChange change) {
        listener.identityChanged(change);
    }

    @Override
    public Lookup findByLogin(String loginName) {
        asked.add(loginName);
        return down
                ? Lookup.unavailable("down")
                : Lookup.of(people.stream()
                        .filter(identity -> identity.loginName().equalsIgnoreCase(loginName))
                        .toList());
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        asked.add(address.toString());
        return Lookup.of(
                people.stream().filter(identity -> identity.owns(address)).toList());
    }

    @Override
    public void onChange(ChangeListener changes) {
        listener = changes;
    }

    @Override
    public void close() {}
}
