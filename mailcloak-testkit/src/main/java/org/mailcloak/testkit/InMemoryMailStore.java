package org.mailcloak.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.App;
import org.mailcloak.store.Apps;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.Certificates;
import org.mailcloak.store.Domains;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** A store in memory, which a test can let fail. Safe for many threads. */
public final class InMemoryMailStore implements EditableMailStore {

    private final InMemoryLock lock = new InMemoryLock();
    private final InMemoryAliases aliases = new InMemoryAliases(lock, this::checkMayHaveAliases);
    private final InMemoryDomains domains = new InMemoryDomains(lock, aliases);
    private final InMemoryApps apps = new InMemoryApps(lock);
    private final InMemoryBindings bindings = new InMemoryBindings(lock, aliases);
    private final InMemoryCertificates certificates = new InMemoryCertificates(lock);

    /** Every method throws {@link StoreException} with this message, until {@link #comeBack}. */
    public void fail(String message) {
        lock.fail(message);
    }

    public void comeBack() {
        lock.comeBack();
    }

    @Override
    public Domains domains() {
        return domains;
    }

    @Override
    public Aliases aliases() {
        return aliases;
    }

    @Override
    public Apps apps() {
        return apps;
    }

    @Override
    public AliasBindings bindings() {
        return bindings;
    }

    @Override
    public Certificates certificates() {
        return certificates;
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        return lock.read(() -> domains.isEnabled(domain));
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        return domains.list().stream()
                .filter(LocalDomain::enabled)
                .flatMap(row -> MailDomain.parse(row.name()).stream())
                .findFirst();
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        return find(AliasAddress.of(address));
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        return find(AliasAddress.catchAll(domain)).filter(Alias::enabled);
    }

    private Optional<Alias> find(AliasAddress alias) {
        return lock.read(() -> domains.isEnabled(alias.domain())
                ? aliases.find(alias).map(found -> found.asOf(Instant.now()))
                : Optional.empty());
    }

    @Override
    public Optional<App> findApp(String id) {
        return lock.read(() -> apps.find(id));
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return apps.list().stream()
                .filter(app -> app.maySendAs(sender))
                .map(App::id)
                .toList();
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return lock.read(() -> domains.target(domain));
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        return lock.read(() -> domains.unknownHost(domain));
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        return lock.read(() -> certificates.find(fingerprint));
    }

    @Override
    public long generation() {
        return lock.generation();
    }

    @Override
    public void close() {
        fail("The store is closed");
    }

    /** Called within the lock. */
    private void checkMayHaveAliases(MailDomain domain) {
        if (!domains.has(domain)) {
            throw new StoreException("Domain " + domain + " is not in the store");
        }
        if (domains.isAlias(domain)) {
            throw new StoreException("Domain " + domain + " stands for another one, which has its aliases");
        }
    }
}
