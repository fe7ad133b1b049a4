package org.mailcloak.idp.ldap;

import java.time.InstantSource;
import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** Looks people up in a directory. */
final class LdapIdentityProvider implements IdentityProvider {

    private final LdapSettings settings;
    private final Directory directory;
    private final People people;
    private final Calls calls;

    LdapIdentityProvider(LdapSettings settings, InstantSource clock) {
        this.settings = settings;
        this.directory = new Directory(
                new Connections(settings.access()).pool(), settings.layout().idleReferences());
        this.people = new People(settings, directory, new PersonReader(settings.layout(), clock));
        this.calls = new Calls(settings.access().limits());
    }

    /** Letter case is not distinguished. */
    @Override
    public Lookup findByLogin(String loginName) {
        try {
            List<Identity> identities = calls.call(() -> people.named(loginName));
            return identities.size() > 1 ? ambiguous(identities.size()) : Lookup.of(identities);
        } catch (UnavailableException e) {
            return Lookup.unavailable(e.reason());
        }
    }

    /** Whose login it is cannot be told: whoever is taken could be the wrong one. */
    private Lookup ambiguous(int entries) {
        return Lookup.unavailable(entries + " entries have this login ("
                + settings.layout().logins() + "): names must be unique below base_dn, as far as user_filter fits");
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        try {
            return Lookup.of(calls.call(() -> people.owning(address)));
        } catch (UnavailableException e) {
            return Lookup.unavailable(e.reason());
        }
    }

    @Override
    public void close() {
        calls.close();
        directory.close();
    }
}
