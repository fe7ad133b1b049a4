package org.mailcloak.idp.ldap;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Examination;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/** Looks people up in a directory. */
final class LdapIdentityProvider implements IdentityProvider {

    private final LdapSettings settings;
    private final Connections connections;
    private final Directory directory;
    private final People people;
    private final Optional<Lists> lists;
    private final Calls calls;
    private final Everybody everybody;
    private @Nullable Following following;
    private boolean closed;

    LdapIdentityProvider(LdapSettings settings, InstantSource clock) {
        this.settings = settings;
        this.connections = new Connections(settings.access());
        this.directory = new Directory(
                connections.pool(), connections::pool, settings.layout().idleReferences());
        this.calls = new Calls(settings.access().limits());
        PersonReader reader = new PersonReader(settings.layout(), clock);
        this.people = new People(settings, directory, reader);
        this.lists = settings.lists().map(some -> new Lists(some, settings, directory, reader));
        this.everybody = new Everybody(settings, directory, reader, calls);
    }

    /** Letter case is not distinguished. */
    @Override
    public Lookup findByLogin(String loginName) {
        try {
            List<Identity> identities = calls.call(() -> people.named(loginName));
            return identities.size() > 1 ? ambiguous(identities.size()) : Lookup.of(identities);
        } catch (UnavailableException e) {
            return e.lookup();
        }
    }

    /** Whose login it is cannot be told: whoever is taken could be the wrong one. */
    private Lookup ambiguous(int entries) {
        return Lookup.unclear(entries + " entries have this login ("
                + settings.layout().logins() + "): names must be unique below base_dn, as far as user_filter fits");
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        try {
            return Lookup.of(calls.call(() -> people.owning(address)));
        } catch (UnavailableException e) {
            return e.lookup();
        }
    }

    @Override
    public boolean hasGroups() {
        return lists.isPresent();
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        if (lists.isEmpty()) {
            return GroupLookup.notFound();
        }
        try {
            return calls.call(() -> lists.get().having(address));
        } catch (UnavailableException e) {
            return e.groupLookup();
        }
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        try {
            everybody.tell(visitor);
            return Scan.complete();
        } catch (UnavailableException e) {
            return Scan.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return PersonReader.nameKey(loginName);
    }

    /** Reach, login, base, what is shown of people; then the wanted account, if those are good. */
    @Override
    public List<Diagnosis> diagnose(Examination wanted) {
        LdapExamination examination = new LdapExamination(settings, connections, directory, calls);
        List<Diagnosis> diagnoses = new ArrayList<>(examination.examine());
        if (examination.answers()) {
            diagnoses.addAll(IdentityProvider.super.diagnose(wanted));
        }
        return diagnoses;
    }

    @Override
    public synchronized void onChange(ChangeListener listener) {
        if (settings.follow() != Follow.NO && following == null && !closed) {
            following = new Following(settings, connections, directory, people, listener);
            following.start();
        }
    }

    @Override
    public void close() {
        Following ending;
        synchronized (this) {
            closed = true;
            ending = following;
        }
        if (ending != null) {
            ending.close();
        }
        calls.close();
        directory.close();
    }
}
