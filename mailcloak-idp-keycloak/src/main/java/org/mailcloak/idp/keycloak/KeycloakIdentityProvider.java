package org.mailcloak.idp.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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
import org.mailcloak.polling.Poller;

/**
 * Looks users up in one realm. Requests, beside those for tokens: one for an account that is found; one more if the
 * address is nobody's primary one and {@code alias_attribute} is set; one more for "not found", which shows that the
 * answer may be believed.
 */
final class KeycloakIdentityProvider implements IdentityProvider {

    private final KeycloakSettings settings;
    private final AdminApi api;
    private final Optional<GroupApi> lists;
    private final Poller events = new Poller("mailcloak-keycloak-events", EventReader.PAUSE_AFTER_FAILURE);

    /** @param clock nanoseconds of a monotonic clock */
    KeycloakIdentityProvider(KeycloakSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.api = new AdminApi(settings, clock);
        this.lists = settings.lists().map(rules -> new GroupApi(rules, settings, api));
    }

    /** Letter case is not distinguished, as in Keycloak. */
    @Override
    public Lookup findByLogin(String loginName) {
        try {
            return believed(identities(Criterion.username(loginName), account -> account.isNamed(loginName)));
        } catch (UnavailableException e) {
            return Lookup.unavailable(e.reason());
        }
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        try {
            List<Identity> owners = identities(
                    Criterion.email(address),
                    account -> account.primary().filter(address::equals).isPresent());
            if (owners.isEmpty() && settings.rules().aliasAttribute().isPresent()) {
                owners = identities(
                        Criterion.attribute(settings.rules().aliasAttribute().get(), address),
                        account -> account.aliases().contains(address));
            }
            return believed(owners);
        } catch (UnavailableException e) {
            return Lookup.unavailable(e.reason());
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
            return GroupLookup.unavailable(e.reason());
        }
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        try {
            return new Everybody(settings, api, visitor).read();
        } catch (UnavailableException e) {
            return Scan.unavailable(e.reason());
        }
    }

    @Override
    public String loginKey(String loginName) {
        return Account.nameKey(loginName);
    }

    /** Reach, credentials, role and attributes; then the wanted account, if those are good. */
    @Override
    public List<Diagnosis> diagnose(Examination wanted) {
        List<Diagnosis> diagnoses = new ArrayList<>(new KeycloakExamination(settings, api).examine());
        if (diagnoses.size() > 2) {
            diagnoses.addAll(IdentityProvider.super.diagnose(wanted));
        }
        return diagnoses;
    }

    @Override
    public void onChange(ChangeListener listener) {
        if (settings.events()) {
            events.start(new EventReader(settings, api, listener));
        }
    }

    @Override
    public void close() {
        api.close();
        events.close();
    }

    /** Those among the users that fit the criterion who are the wanted ones by our own comparison. */
    private List<Identity> identities(Optional<Criterion> criterion, Predicate<Account> wanted)
            throws UnavailableException {
        List<Identity> identities = new ArrayList<>();
        if (criterion.isPresent()) {
            for (Account account : api.users(criterion.get())) {
                if (!account.serviceAccount() && wanted.test(account)) {
                    identities.add(identity(account));
                }
            }
        }
        return identities;
    }

    private Identity identity(Account account) throws UnavailableException {
        return api.identity(account, settings.groups() ? api.groups(account) : Set.of());
    }

    private Lookup believed(List<Identity> identities) throws UnavailableException {
        if (identities.isEmpty()) {
            api.confirmView();
        }
        return Lookup.of(identities);
    }
}
