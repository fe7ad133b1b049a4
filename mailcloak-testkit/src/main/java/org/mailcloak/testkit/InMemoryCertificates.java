package org.mailcloak.testkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.Certificates;

/** Guarded by the store's lock. */
final class InMemoryCertificates implements Certificates {

    private final InMemoryLock lock;
    private final Map<String, Certificate> rows = new HashMap<>();

    InMemoryCertificates(InMemoryLock lock) {
        this.lock = lock;
    }

    @Override
    public List<Certificate> list() {
        return lock.read(() -> rows.values().stream()
                .sorted(Comparator.comparing(Certificate::login).thenComparing(Certificate::fingerprint))
                .toList());
    }

    @Override
    public void add(String fingerprint, String login, String label) {
        String key = Certificates.check(fingerprint, login, label);
        lock.write(() -> {
            rows.put(key, new Certificate(key, login, label, true));
            return true;
        });
    }

    @Override
    public boolean delete(String fingerprint) {
        return lock.write(() -> rows.remove(key(fingerprint)) != null);
    }

    @Override
    public boolean setEnabled(String fingerprint, boolean enabled) {
        return lock.write(() -> rows.computeIfPresent(
                        key(fingerprint), (key, row) -> new Certificate(key, row.login(), row.label(), enabled))
                != null);
    }

    Optional<Certificate> find(String fingerprint) {
        return Optional.ofNullable(rows.get(key(fingerprint)));
    }

    private static String key(String fingerprint) {
        return Certificate.normalForm(fingerprint).orElse("");
    }
}
