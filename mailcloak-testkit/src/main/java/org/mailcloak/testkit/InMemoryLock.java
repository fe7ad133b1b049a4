package org.mailcloak.testkit;

import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.store.StoreException;

/** The lock of a store in memory: it fails while a test says so, and counts changes. Safe for many threads. */
final class InMemoryLock {

    private long generation;
    private Optional<String> failure = Optional.empty();

    synchronized void fail(String message) {
        failure = Optional.of(message);
    }

    synchronized void comeBack() {
        failure = Optional.empty();
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

    long generation() {
        return read(() -> generation);
    }
}
