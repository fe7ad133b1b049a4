package org.mailcloak.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** The store as an {@link Inquiry} sees it: it answers what is known, and has the rest read. */
final class StoreView implements MailStore {

    private final Inquiry inquiry;

    StoreView(Inquiry inquiry) {
        this.inquiry = inquiry;
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
    public long generation() {
        return known(Kind.GENERATION, "", (now, none) -> now.generation(), (store, none) -> store.generation());
    }

    @Override
    public void close() {}

    private <K, V> V known(Kind kind, K key, FromMemory<K, V> memory, FromStore<K, V> source) {
        CachingMailStore store = inquiry.cachedStore();
        @Nullable StoreSnapshot now = store.checkedSnapshot();
        @Nullable V value = now == null ? null : memory.find(now, key);
        if (value != null) {
            store.hit();
            return value;
        }
        return read(new Wanted(kind, key), () -> source.find(store, key));
    }

    /** What was read is given out as it was, so that a store that changes all the time still lets a request end. */
    @SuppressWarnings("unchecked") // what was read for a key is of the key's type
    private <V> V read(Wanted wanted, Supplier<V> source) {
        Reading reading = inquiry.pending(wanted) instanceof Reading known ? known : start(wanted, source);
        if (!reading.isDone()) {
            if (inquiry.now() - inquiry.until() >= 0) {
                throw new StoreException("The database did not answer in the time left for it");
            }
            inquiry.waitFor(reading);
            throw NotKnownYetException.INSTANCE;
        }
        return (V) reading.result();
    }

    private Reading start(Wanted wanted, Supplier<?> source) {
        CompletableFuture<Object> value;
        try {
            value = CompletableFuture.supplyAsync(source::get, inquiry.storeReaders());
        } catch (RejectedExecutionException busy) {
            value = CompletableFuture.failedFuture(
                    new StoreException("too many look-ups are waiting for the database"));
        }
        Reading reading = new Reading(wanted, value, inquiry.until());
        inquiry.remember(reading);
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
        GENERATION
    }

    private record Wanted(Kind kind, Object key) {}

    private record Reading(Wanted key, CompletableFuture<Object> value, long dueAt) implements Pending {

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
