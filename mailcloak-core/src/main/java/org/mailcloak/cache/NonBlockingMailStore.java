package org.mailcloak.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** The store as {@link NonBlockingLookups} see it: it answers what is known, and has the rest read. */
final class NonBlockingMailStore implements MailStore {

    private final CachingMailStore store;
    private final Executor readers;
    private final PendingResults pending;

    /** What is known in this try: all of its look-ups see one state of the store. Null: nothing is known to be current. */
    private @Nullable StoreSnapshot snapshot;

    /** The try that {@link #snapshot} is of. */
    private long tryOfSnapshot = -1;

    NonBlockingMailStore(CachingMailStore store, Executor readers, PendingResults pending) {
        this.store = store;
        this.readers = readers;
        this.pending = pending;
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        return known(Kind.DOMAIN, domain, StoreSnapshot::isLocalDomain, MailStore::isLocalDomain);
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        return known(
                Kind.FIRST_DOMAIN,
                "",
                (now, none) -> now.firstLocalDomain(),
                (store, none) -> store.firstLocalDomain());
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        return known(Kind.ALIAS, address, StoreSnapshot::alias, MailStore::findAlias);
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        return known(Kind.CATCH_ALL, domain, StoreSnapshot::catchAll, MailStore::findCatchAll);
    }

    @Override
    public Optional<App> findApp(String id) {
        return known(Kind.APP, id, StoreSnapshot::app, MailStore::findApp);
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return known(Kind.APPS_BY_SENDER, sender, StoreSnapshot::appsBySender, MailStore::findAppsBySender);
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return known(Kind.DOMAIN_ALIAS, domain, StoreSnapshot::domainAlias, MailStore::findDomainAlias);
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        return known(Kind.UNKNOWN_HOST, domain, StoreSnapshot::unknownHost, MailStore::findUnknownHost);
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        return known(Kind.CERTIFICATE, fingerprint, StoreSnapshot::certificate, MailStore::findCertificate);
    }

    @Override
    public long generation() {
        return known(Kind.GENERATION, "", (now, none) -> now.generation(), (store, none) -> store.generation());
    }

    @Override
    public void close() {}

    private <K, V> V known(Kind kind, K key, FromMemory<K, V> memory, FromStore<K, V> source) {
        @Nullable StoreSnapshot now = snapshot();
        @Nullable V value = now == null ? null : memory.find(now, key);
        if (value != null) {
            store.hit();
            return value;
        }
        return read(new Wanted(kind, key), () -> source.find(store, key));
    }

    /** An idle connection holds no state of the store, which may be an old one. */
    void forget() {
        snapshot = null;
        tryOfSnapshot = -1;
    }

    private @Nullable StoreSnapshot snapshot() {
        if (tryOfSnapshot != pending.tries()) {
            tryOfSnapshot = pending.tries();
            snapshot = store.checkedSnapshot();
        }
        return snapshot;
    }

    /** What was read is given out as it was, so that a store that changes all the time still lets a request end. */
    @SuppressWarnings("unchecked") // what was read for a key is of the key's type
    private <V> V read(Wanted wanted, Supplier<V> source) {
        Reading reading = pending.find(wanted) instanceof Reading known ? known : start(wanted, source);
        if (!reading.isDone()) {
            if (pending.now() - pending.until() >= 0) {
                throw new StoreException("The database did not answer in the time left for it");
            }
            pending.waitFor(reading);
            throw PendingLookupException.INSTANCE;
        }
        return (V) reading.result();
    }

    private Reading start(Wanted wanted, Supplier<?> source) {
        CompletableFuture<Object> value;
        try {
            value = CompletableFuture.supplyAsync(source::get, readers);
        } catch (RejectedExecutionException busy) {
            value = CompletableFuture.failedFuture(
                    new StoreException("too many look-ups are waiting for the database"));
        }
        Reading reading = new Reading(wanted, value, pending.until());
        pending.remember(reading);
        return reading;
    }

    private interface FromMemory<K, V> {
        @Nullable
        V find(StoreSnapshot snapshot, K key);
    }

    private interface FromStore<K, V> {
        V find(MailStore store, K key);
    }

    private enum Kind {
        DOMAIN,
        FIRST_DOMAIN,
        ALIAS,
        CATCH_ALL,
        APP,
        APPS_BY_SENDER,
        DOMAIN_ALIAS,
        UNKNOWN_HOST,
        CERTIFICATE,
        GENERATION
    }

    private record Wanted(Kind kind, Object key) {}

    private record Reading(Wanted key, CompletableFuture<Object> value, long dueAt) implements PendingResult {

        @Override
        public boolean isDone() {
            return value.isDone();
        }

        @Override
        public void onDone(Runnable task) {
            CompletableFuture<Object> unused = value.whenComplete((result, failure) -> task.run());
        }

        /** @throws StoreException as the store did */
        Object result() {
            Optional<Throwable> failure = failure();
            if (failure.isEmpty()) {
                return value.join();
            }
            if (failure.get() instanceof StoreException store) {
                throw new StoreException(String.valueOf(store.getMessage()), store);
            }
            throw new IllegalStateException("The store failed in a way that it promises not to", failure.get());
        }

        private Optional<Throwable> failure() {
            return value.handle((result, failure) -> Optional.ofNullable(failure)
                            .map(thrown -> thrown.getCause() == null ? thrown : thrown.getCause()))
                    .join();
        }
    }
}
