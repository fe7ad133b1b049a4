package org.mailcloak.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.App;
import org.mailcloak.store.Apps;
import org.mailcloak.store.Domains;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** A store in memory, which a test can let fail. Safe for many threads. */
public final class InMemoryMailStore implements EditableMailStore {

    private final InMemoryDomains domains = new InMemoryDomains(this);
    private final InMemoryAliases aliases = new InMemoryAliases(this);
    private final InMemoryApps apps = new InMemoryApps(this);
    private long generation;
    private Optional<String> failure = Optional.empty();

    /** Every method throws {@link StoreException} with this message, until {@link #comeBack}. */
    public synchronized void fail(String message) {
        failure = Optional.of(message);
    }

    public synchronized void comeBack() {
        failure = Optional.empty();
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
    public boolean isLocalDomain(MailDomain domain) {
        return read(() -> domains.isEnabled(domain));
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
        return read(() -> domains.isEnabled(alias.domain()) ? aliases.find(alias) : Optional.empty());
    }

    @Override
    public Optional<App> findApp(String id) {
        return read(() -> apps.find(id));
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return apps.list().stream()
                .filter(app -> app.maySendAs(sender))
                .map(App::id)
                .toList();
    }

    @Override
    public long generation() {
        return read(() -> generation);
    }

    @Override
    public void close() {
        fail("The store is closed");
    }

    synchronized <T> T read(Supplier<T> question) {
        failure.ifPresent(message -> {
            throw new StoreException(message);
        });
        return question.get();
    }

    /** The change answers whether there was something to change. */
    synchronized boolean write(Supplier<Boolean> change) {
        boolean changed = read(change);
        generation++;
        return changed;
    }

    /** Only within {@link #write}. */
    void deleteAliasesOf(MailDomain domain) {
        aliases.deleteAllOf(domain);
    }

    /** Only within {@link #write}. */
    boolean hasDomain(MailDomain domain) {
        return domains.has(domain);
    }
}
