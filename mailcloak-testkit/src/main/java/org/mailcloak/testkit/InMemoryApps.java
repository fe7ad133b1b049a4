package org.mailcloak.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.Apps;

/** Guarded by the store's lock. Hashes are not kept: nothing here reads them. */
final class InMemoryApps implements Apps {

    private final InMemoryLock lock;
    private final SortedMap<String, App> rows = new TreeMap<>();

    InMemoryApps(InMemoryLock lock) {
        this.lock = lock;
    }

    @Override
    public List<App> list() {
        return lock.read(() -> List.copyOf(rows.values()));
    }

    @Override
    public void add(String id, String secretHash) {
        lock.write(() -> {
            rows.merge(id, app(id, true, List.of()), (old, fresh) -> app(id, true, old.senders()));
            return true;
        });
    }

    @Override
    public boolean delete(String id) {
        return lock.write(() -> rows.remove(id) != null);
    }

    @Override
    public boolean setEnabled(String id, boolean enabled) {
        return change(id, old -> app(id, enabled, old.senders()));
    }

    @Override
    public boolean rotate(String id, String secretHash) {
        return change(id, old -> app(id, old.enabled(), old.senders()));
    }

    @Override
    public boolean allow(String id, EmailAddress sender) {
        return change(id, old -> {
            List<App.Sender> senders = without(old, sender);
            senders.add(new App.Sender(sender.toString(), true));
            senders.sort(Comparator.comparing(App.Sender::spelling));
            return app(id, old.enabled(), senders);
        });
    }

    @Override
    public boolean disallow(String id, EmailAddress sender) {
        return lock.write(() -> {
            App old = rows.get(id);
            if (old == null || without(old, sender).size() == old.senders().size()) {
                return false;
            }
            rows.put(id, app(id, old.enabled(), without(old, sender)));
            return true;
        });
    }

    Optional<App> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    private boolean change(String id, UnaryOperator<App> change) {
        return lock.write(() -> rows.computeIfPresent(id, (key, old) -> change.apply(old)) != null);
    }

    private static List<App.Sender> without(App app, EmailAddress sender) {
        List<App.Sender> rest = new ArrayList<>(app.senders());
        rest.removeIf(entry -> entry.spelling().equals(sender.toString()));
        return rest;
    }

    private static App app(String id, boolean enabled, List<App.Sender> senders) {
        return new App(id, enabled, senders, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
