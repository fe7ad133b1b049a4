package org.mailcloak.idp.ldap;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnostics;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** Looks people up in a directory. */
final class LdapIdentityProvider implements IdentityProvider, GroupDirectory, AccountScanner, ChangeFeed, Diagnostics {

    private final LdapSettings settings;
    private final LdapConnectionFactory connections;
    private final LdapClient directory;
    private final AccountLookups people;
    private final Optional<DistributionLists> lists;
    private final LdapCallExecutor calls;
    private final LdapAccountScanner everybody;
    private @Nullable ChangeMonitor following;
    private boolean closed;

    LdapIdentityProvider(LdapSettings settings, InstantSource clock) {
        this.settings = settings;
        this.connections = new LdapConnectionFactory(settings.access());
        this.directory = new LdapClient(
                connections.pool(), connections::pool, settings.layout().idleReferences());
        this.calls = new LdapCallExecutor(settings.access().limits());
        EntryMapper reader = new EntryMapper(settings.layout(), clock);
        this.people = new AccountLookups(settings, directory, reader);
        this.lists = settings.lists().map(some -> new DistributionLists(some, settings, directory, reader));
        this.everybody = new LdapAccountScanner(settings, directory, reader, calls);
    }

    /** Letter case is not distinguished. */
    @Override
    public LookupResult findByLogin(String loginName) {
        try {
            List<Account> accounts = calls.call(() -> people.named(loginName));
            return accounts.size() > 1 ? ambiguous(accounts.size()) : LookupResult.of(accounts);
        } catch (LdapUnavailableException e) {
            return e.lookup();
        }
    }

    /** Returns that the owner of the login cannot be determined: any of the accounts could be the wrong one. */
    private LookupResult ambiguous(int entries) {
        return LookupResult.unclear(entries + " entries have this login ("
                + settings.layout().logins() + "): names must be unique below base_dn, as far as user_filter fits");
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        try {
            return LookupResult.of(calls.call(() -> people.owning(address)));
        } catch (LdapUnavailableException e) {
            return e.lookup();
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
        return settings.follow() != FollowMode.NO ? Optional.of(this) : Optional.empty();
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
            return calls.call(() -> lists.get().having(address));
        } catch (LdapUnavailableException e) {
            return e.groupLookup();
        }
    }

    /** A search for {@code base_dn}, beside all look-ups that are under way. */
    @Override
    public Probe probe() {
        try {
            calls.probe(() -> {
                directory.probe(settings.layout().base());
                return true;
            });
            return Probe.passed();
        } catch (LdapUnavailableException e) {
            return Probe.failed(e.reason());
        }
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        try {
            everybody.tell(visitor);
            return ScanResult.complete();
        } catch (LdapUnavailableException e) {
            return ScanResult.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return EntryMapper.nameKey(loginName);
    }

    /** Reach, login, base, what is shown of people; then the wanted account, if those are good. */
    @Override
    public List<Diagnosis> diagnose(DiagnosticsRequest wanted) {
        LdapDiagnostics examination = new LdapDiagnostics(settings, connections, directory, calls);
        List<Diagnosis> diagnoses = new ArrayList<>(examination.examine());
        if (examination.answers()) {
            diagnoses.addAll(new LookupDiagnostics(this).diagnose(wanted));
        }
        return diagnoses;
    }

    @Override
    public synchronized void subscribe(ChangeListener listener) {
        if (following == null && !closed) {
            following = new ChangeMonitor(settings, connections, directory, people, listener);
            following.start();
        }
    }

    @Override
    public void close() {
        ChangeMonitor ending;
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
