package org.mailcloak.idp.authentik;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Examination;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.polling.Poller;

/** See the package's page for what is asked and why. */
final class AuthentikIdentityProvider implements IdentityProvider {

    private final AuthentikSettings settings;
    private final Api api;
    private final People people;
    private final Witness witness;
    private final Identities identities;
    private final Optional<Lists> lists;
    private final Poller events = new Poller("mailcloak-authentik-events", EventReader.PAUSE_AFTER_FAILURE);

    /** Opens no connection yet. */
    AuthentikIdentityProvider(AuthentikSettings settings) {
        this.settings = settings;
        this.api = new Api(settings);
        this.people = new People(api, settings.http().callTimeout());
        this.witness = new Witness(api);
        this.identities = new Identities(settings.attributes());
        this.lists = settings.lists()
                .map(rules -> new Lists(
                        rules, api, people, identities, witness, settings.http().callTimeout()));
    }

    /**
     * The account of exactly that name, or else the only one whose name differs in letter case: authentik tells such
     * names apart when it stores them, and takes any spelling at its login page.
     */
    @Override
    public Lookup findByLogin(String loginName) {
        if (!Askable.isLogin(loginName)) {
            return Lookup.notFound();
        }
        try {
            Optional<User> user = userCalled(loginName);
            if (user.isEmpty()) {
                witness.confirm();
            }
            return user.isPresent() ? Lookup.found(identities.of(user.get())) : Lookup.notFound();
        } catch (UnavailableException e) {
            return e.lookup();
        }
    }

    Optional<User> userCalled(String login) throws UnavailableException {
        Optional<User> exact = people.findFew(ListFilter.username(login)).stream()
                .filter(user -> user.username().equals(login))
                .findFirst();
        if (exact.isPresent() || !Askable.hasLetterCase(login)) {
            return exact;
        }
        List<User> similar = people.findFew(ListFilter.called(login)).stream()
                .filter(user -> user.isCalled(login))
                .toList();
        if (similar.size() > 1) {
            throw UnavailableException.unclear("authentik has " + similar.size()
                    + " users whose names differ from the login in letter case only; rename all but one");
        }
        return similar.stream().findFirst();
    }

    /**
     * All owners of the primary address. Aliases are asked for only if none of these may receive: another owner would
     * change no decision.
     */
    @Override
    public Lookup findByAddress(EmailAddress address) {
        if (!Askable.isAddress(address)) {
            return Lookup.notFound();
        }
        try {
            Map<String, Identity> owners = new LinkedHashMap<>();
            keepOwners(usersAddressed(address), address, owners);
            Optional<String> alias = settings.attributes().aliasAttribute();
            if (alias.isPresent()
                    && owners.values().stream().allMatch(owner -> owner.state() == AccountState.DISABLED)) {
                keepOwners(people.findFew(ListFilter.holding(alias.get(), address)), address, owners);
            }
            if (owners.isEmpty()) {
                witness.confirm();
            }
            return Lookup.of(List.copyOf(owners.values()));
        } catch (UnavailableException e) {
            return e.lookup();
        }
    }

    /** Among very many candidates, whoever has the address in its normal spelling is enough, and nobody is not. */
    private List<User> usersAddressed(EmailAddress address) throws UnavailableException {
        ListFilter anySpelling = ListFilter.addressed(address);
        Optional<List<User>> candidates = people.find(anySpelling);
        if (candidates.isPresent()) {
            return candidates.get();
        }
        List<User> exact = people.findFew(ListFilter.email(address));
        if (exact.isEmpty()) {
            throw People.tooMany(anySpelling);
        }
        return exact;
    }

    private void keepOwners(List<User> users, EmailAddress address, Map<String, Identity> owners)
            throws UnavailableException {
        for (User user : users) {
            if (identities.owns(user, address)) {
                owners.put(user.uuid(), identities.of(user));
            }
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
            return lists.get().having(address);
        } catch (UnavailableException e) {
            return e.groupLookup();
        }
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        try {
            new Everybody(api, identities, visitor).read();
            witness.confirm();
            return Scan.complete();
        } catch (UnavailableException e) {
            return Scan.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return User.nameKey(loginName);
    }

    @Override
    public List<Diagnosis> diagnose(Examination wanted) {
        return new Doctor(settings, api, witness, this).examine(wanted);
    }

    @Override
    public void onChange(ChangeListener listener) {
        if (settings.events()) {
            events.start(new EventReader(api, identities, listener));
        }
    }

    @Override
    public void close() {
        api.close();
        events.close();
    }
}
