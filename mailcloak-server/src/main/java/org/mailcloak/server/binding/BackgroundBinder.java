package org.mailcloak.server.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the rules find out about the targets of aliases until {@link #write} is called, which one thread does again and
 * again: it writes bindings, all at once because each commit empties the memory of the store, and warns of targets that lead
 * to other accounts. Everything is bounded; what does not fit is found out again by a later request.
 */
public final class BackgroundBinder implements AliasBinder {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundBinder.class);

    /** Targets that wait to be written, and targets with something wrong, each. */
    private static final int MOST = 10_000;

    /** So many bindings are written in one transaction. */
    private static final int BATCH = 1_000;

    /** From so many changed accounts on it is not one account that was replaced, but the provider's content. */
    private static final int MANY = 4;

    private final AliasBindings bindings;
    private final BooleanSupplier showsAddresses;
    private final Map<Key, String> waiting = new LinkedHashMap<>();
    private final Set<Key> changed = ConcurrentHashMap.newKeySet();
    private final Set<Key> unknown = ConcurrentHashMap.newKeySet();
    private final List<Key> untold = new ArrayList<>();
    private final AtomicLong bound = new AtomicLong();
    private boolean failing;

    private record Key(String alias, String target) {}

    /** @param showsAddresses whether whole addresses may be logged now */
    public BackgroundBinder(AliasBindings bindings, BooleanSupplier showsAddresses) {
        this.bindings = bindings;
        this.showsAddresses = showsAddresses;
    }

    @Override
    public void resolved(Alias alias, String target, String accountId) {
        Key key = new Key(alias.address(), target);
        forget(key);
        synchronized (waiting) {
            if (waiting.size() < MOST) {
                waiting.put(key, accountId);
            }
        }
    }

    @Override
    public void changed(Alias alias, String target, String accountId) {
        Key key = new Key(alias.address(), target);
        if (changed.size() < MOST && changed.add(key)) {
            synchronized (untold) {
                untold.add(key);
            }
        }
    }

    /** Part of every message for an alias, so nothing is made for it while nothing is wrong. */
    @Override
    public void confirmed(Alias alias, String target) {
        if (!changed.isEmpty() || !unknown.isEmpty()) {
            forget(new Key(alias.address(), target));
        }
    }

    @Override
    public void unknown(Alias alias, String target) {
        if (unknown.size() < MOST) {
            unknown.add(new Key(alias.address(), target));
        }
    }

    private void forget(Key key) {
        changed.remove(key);
        unknown.remove(key);
    }

    public BindingStatistics statistics() {
        return new BindingStatistics(bound.get(), changed.size(), unknown.size());
    }

    /** Whether {@link #write} would do anything. */
    public boolean hasWork() {
        synchronized (waiting) {
            if (!waiting.isEmpty()) {
                return true;
            }
        }
        synchronized (untold) {
            return !untold.isEmpty();
        }
    }

    /**
     * Writes and reports what has come since. Blocks for a transaction if there is something to write. For one thread.
     */
    public void write() {
        warn();
        List<AliasBinding> batch = batch();
        if (batch.isEmpty()) {
            return;
        }
        try {
            int count = bindings.bindAll(batch);
            if (count > 0) {
                bound.addAndGet(count);
                LOG.info("Bound {} targets of aliases to the accounts that they lead to{}", count, first(batch));
            }
            failing = false;
        } catch (StoreException failure) {
            if (!failing) {
                LOG.warn(
                        "Targets of aliases could not be bound to accounts: {}. It is tried again with the next mail for them",
                        failure.getMessage());
            }
            failing = true;
        }
    }

    private List<AliasBinding> batch() {
        List<AliasBinding> batch = new ArrayList<>();
        Instant now = Instant.now();
        synchronized (waiting) {
            var next = waiting.entrySet().iterator();
            while (next.hasNext() && batch.size() < BATCH) {
                Map.Entry<Key, String> entry = next.next();
                Key key = entry.getKey();
                batch.add(new AliasBinding(key.alias(), key.target(), entry.getValue(), now));
                next.remove();
            }
        }
        return batch;
    }

    private String first(List<AliasBinding> batch) {
        if (!showsAddresses.getAsBoolean()) {
            return "";
        }
        AliasBinding binding = batch.get(0);
        return ", such as " + binding.alias() + ": " + binding.target() + " = " + binding.accountId();
    }

    private void warn() {
        List<Key> fresh;
        synchronized (untold) {
            fresh = List.copyOf(untold);
            untold.clear();
        }
        if (fresh.size() >= MANY || (!fresh.isEmpty() && changed.size() >= MANY)) {
            LOG.warn(
                    "{} targets of aliases lead to other accounts than those that they are bound to: the provider's content was"
                            + " imported again, or another provider was configured. Mail for these aliases waits, and"
                            + " no account may send as them; mailcloakctl aliases rebind --all lists and rebinds them",
                    changed.size());
            return;
        }
        for (Key key : fresh) {
            boolean isShown = showsAddresses.getAsBoolean();
            LOG.warn(
                    "An alias leads to another account than the one that it is bound to{}: mail for it waits, and sending as it is"
                            + " refused, until mailcloakctl aliases rebind{} binds it anew",
                    isShown ? ": " + key.alias() + ", by its target " + key.target() : "",
                    isShown ? " " + key.alias() : "");
        }
    }
}
