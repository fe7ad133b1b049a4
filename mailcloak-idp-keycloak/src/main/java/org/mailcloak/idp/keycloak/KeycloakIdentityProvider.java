package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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
import org.mailcloak.polling.Poller;

/**
 * A provider that looks users up in one realm. Requests, beside those for tokens: one for an account that is found; one
 * more if the address is no account's primary one and {@code alias_attribute} is set; one more for "not found", which
 * shows that the answer may be believed.
 */
final class KeycloakIdentityProvider
        implements IdentityProvider, GroupDirectory, AccountScanner, ChangeFeed, Diagnostics {

    private final KeycloakSettings settings;
    private final KeycloakApiClient api;
    private final Optional<GroupApi> lists;
    private final Poller events = new Poller("mailcloak-keycloak-events", KeycloakEventPoller.PAUSE_AFTER_FAILURE);

    /** @param clock nanoseconds of a monotonic clock */
    KeycloakIdentityProvider(KeycloakSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.api = new KeycloakApiClient(settings, clock);
        this.lists = settings.lists().map(rules -> new GroupApi(rules, settings, api));
    }

    /** Letter case is not distinguished, as in Keycloak. */
    @Override
    public LookupResult findByLogin(String loginName) {
        try {
            return believed(accounts(KeycloakUserQuery.username(loginName), account -> account.isNamed(loginName)));
        } catch (KeycloakUnavailableException e) {
            return e.lookup(this::answersOthers);
        }
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        try {
            List<Account> owners = accounts(
                    KeycloakUserQuery.email(address),
                    account -> account.primary().filter(address::equals).isPresent());
            if (owners.isEmpty() && settings.rules().aliasAttribute().isPresent()) {
                owners = accounts(
                        KeycloakUserQuery.attribute(
                                settings.rules().aliasAttribute().get(), address),
                        account -> account.aliases().contains(address));
            }
            return believed(owners);
        } catch (KeycloakUnavailableException e) {
            return e.lookup(this::answersOthers);
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
        } catch (KeycloakUnavailableException e) {
            return e.groupLookup(this::answersOthers);
        }
    }

    /** Whether the service account sees itself: that needs all that a look-up does. */
    @Override
    public Probe probe() {
        try {
            api.confirmView();
            return Probe.passed();
        } catch (KeycloakUnavailableException e) {
            return Probe.failed(e.reason());
        }
    }

    private boolean answersOthers() {
        return probe().failure().isEmpty();
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        try {
            return new KeycloakAccountScanner(api, visitor).read();
        } catch (KeycloakUnavailableException e) {
            return ScanResult.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return KeycloakUser.nameKey(loginName);
    }

    /** Reach, credentials, role and attributes; then the wanted account, if those are good. */
    @Override
    public List<Diagnosis> diagnose(DiagnosticsRequest wanted) {
        List<Diagnosis> diagnoses = new ArrayList<>(new KeycloakDiagnostics(settings, api).examine());
        if (diagnoses.size() > 2) {
            diagnoses.addAll(new LookupDiagnostics(this).diagnose(wanted));
        }
        return diagnoses;
    }

    @Override
    public void subscribe(ChangeListener listener) {
        events.start(new KeycloakEventPoller(settings, api, listener));
    }

    @Override
    public void close() {
        api.close();
        events.close();
    }

    /** Those among the users that fit the criterion who are the wanted ones by our own comparison. */
    private List<Account> accounts(Optional<KeycloakUserQuery> criterion, Predicate<KeycloakUser> wanted)
            throws KeycloakUnavailableException {
        List<Account> accounts = new ArrayList<>();
        if (criterion.isPresent()) {
            for (KeycloakUser account : api.users(criterion.get())) {
                if (!account.serviceAccount() && wanted.test(account)) {
                    accounts.add(api.account(account));
                }
            }
        }
        return accounts;
    }

    private LookupResult believed(List<Account> accounts) throws KeycloakUnavailableException {
        if (accounts.isEmpty()) {
            api.confirmView();
        }
        return LookupResult.of(accounts);
    }
}
