package org.mailcloak.idp.authentik;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnostics;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.polling.Poller;

/** See the package's page for what is asked and why. */
final class AuthentikIdentityProvider
        implements IdentityProvider, GroupDirectory, AccountScanner, ChangeFeed, Diagnostics {

    private final AuthentikSettings settings;
    private final AuthentikApiClient api;
    private final AuthentikAccountLookups people;
    private final VisibilityCheck witness;
    private final AccountMapper accounts;
    private final Optional<AuthentikLists> lists;
    private final Poller events = new Poller("mailcloak-authentik-events", AuthentikEventPoller.PAUSE_AFTER_FAILURE);

    /** Opens no connection yet. */
    AuthentikIdentityProvider(AuthentikSettings settings) {
        this.settings = settings;
        this.api = new AuthentikApiClient(settings);
        this.people = new AuthentikAccountLookups(api, settings.http().callTimeout());
        this.witness = new VisibilityCheck(api);
        this.accounts = new AccountMapper(settings.attributes());
        this.lists = settings.lists()
                .map(rules -> new AuthentikLists(
                        rules, api, people, accounts, witness, settings.http().callTimeout()));
    }

    /**
     * Returns the account of exactly that name, or else the only one whose name differs in letter case: authentik
     * distinguishes such names when it stores them, and takes any spelling at its login page.
     */
    @Override
    public LookupResult findByLogin(String loginName) {
        if (!QueryValidation.isLogin(loginName)) {
            return LookupResult.notFound();
        }
        try {
            Optional<AuthentikUser> user = userCalled(loginName);
            if (user.isEmpty()) {
                witness.confirm();
            }
            return user.isPresent() ? LookupResult.found(accounts.of(user.get())) : LookupResult.notFound();
        } catch (AuthentikUnavailableException e) {
            return e.lookup(this::answersOthers);
        }
    }

    private Optional<AuthentikUser> userCalled(String login) throws AuthentikUnavailableException {
        Optional<AuthentikUser> exact = people.findFew(AuthentikUserQuery.username(login)).stream()
                .filter(user -> user.username().equals(login))
                .findFirst();
        if (exact.isPresent() || !QueryValidation.hasLetterCase(login)) {
            return exact;
        }
        List<AuthentikUser> similar = people.findFew(AuthentikUserQuery.called(login)).stream()
                .filter(user -> user.isCalled(login))
                .toList();
        if (similar.size() > 1) {
            throw AuthentikUnavailableException.unclear("authentik has " + similar.size()
                    + " users whose names differ from the login in letter case only; rename all but one");
        }
        return similar.stream().findFirst();
    }

    /**
     * All owners of the primary address. Aliases are asked for only if none of these may receive: another owner would
     * change no decision.
     */
    @Override
    public LookupResult findByAddress(EmailAddress address) {
        if (!QueryValidation.isAddress(address)) {
            return LookupResult.notFound();
        }
        try {
            Map<String, Account> owners = new LinkedHashMap<>();
            keepOwners(usersAddressed(address), address, owners);
            Optional<String> alias = settings.attributes().aliasAttribute();
            if (alias.isPresent()
                    && owners.values().stream().allMatch(owner -> owner.state() == AccountState.DISABLED)) {
                keepOwners(people.findFew(AuthentikUserQuery.holding(alias.get(), address)), address, owners);
            }
            if (owners.isEmpty()) {
                witness.confirm();
            }
            return LookupResult.of(List.copyOf(owners.values()));
        } catch (AuthentikUnavailableException e) {
            return e.lookup(this::answersOthers);
        }
    }

    /**
     * Returns the candidates for an address. Among very many, a user that has the address in a usual spelling is
     * enough. If there is no such user, the result is unclear, for that says nothing about others.
     */
    private List<AuthentikUser> usersAddressed(EmailAddress address) throws AuthentikUnavailableException {
        AuthentikUserQuery anySpelling = AuthentikUserQuery.addressed(address);
        Optional<List<AuthentikUser>> candidates = people.find(anySpelling);
        if (candidates.isPresent()) {
            return candidates.get();
        }
        List<AuthentikUser> exact = new ArrayList<>();
        for (AuthentikUserQuery spelling : AuthentikUserQuery.usualSpellings(address)) {
            exact.addAll(people.findFew(spelling));
        }
        if (exact.isEmpty()) {
            throw AuthentikAccountLookups.tooMany(anySpelling);
        }
        return exact;
    }

    private void keepOwners(List<AuthentikUser> users, EmailAddress address, Map<String, Account> owners)
            throws AuthentikUnavailableException {
        for (AuthentikUser user : users) {
            if (accounts.owns(user, address)) {
                owners.put(user.uuid(), accounts.of(user));
            }
        }
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return lists.isPresent() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return Optional.of(this);
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return settings.events() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<Diagnostics> diagnostics() {
        return Optional.of(this);
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        if (lists.isEmpty()) {
            return GroupLookup.notFound();
        }
        try {
            return lists.get().having(address);
        } catch (AuthentikUnavailableException e) {
            return e.groupLookup(this::answersOthers);
        }
    }

    /** Whether the token's account is seen by the permission that look-ups need. */
    @Override
    public Probe probe() {
        try {
            witness.confirm();
            return Probe.passed();
        } catch (AuthentikUnavailableException e) {
            return Probe.failed(e.reason());
        }
    }

    private boolean answersOthers() {
        return probe().failure().isEmpty();
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        try {
            new AuthentikAccountScanner(api, accounts, visitor).read();
            witness.confirm();
            return ScanResult.complete();
        } catch (AuthentikUnavailableException e) {
            return ScanResult.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return AuthentikUser.nameKey(loginName);
    }

    @Override
    public List<Diagnosis> diagnose(DiagnosticsRequest wanted) {
        return new AuthentikDiagnostics(settings, api, witness, this, this::userCalled).examine(wanted);
    }

    @Override
    public void subscribe(ChangeListener listener) {
        events.start(new AuthentikEventPoller(api, accounts, listener));
    }

    @Override
    public void close() {
        api.close();
        events.close();
    }
}
