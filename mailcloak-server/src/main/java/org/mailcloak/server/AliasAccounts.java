package org.mailcloak.server;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.server.binding.BackgroundBinder;
import org.mailcloak.server.binding.BindingStatistics;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.MailStore;

/** The accounts that targets of aliases are bound to; a store that cannot be edited binds none. */
final class AliasAccounts implements AutoCloseable {

    private final Optional<BackgroundBinder> background;

    /** A database that hangs keeps no timer. */
    private final ExecutorService writer = WorkerThreads.pool("alias-accounts", 1, 1);

    private final AtomicBoolean writing = new AtomicBoolean();

    private AliasAccounts(Optional<BackgroundBinder> background) {
        this.background = background;
    }

    /** @param showsAddresses whether whole addresses may be logged now */
    static AliasAccounts of(MailStore store, BooleanSupplier showsAddresses) {
        return new AliasAccounts(
                store instanceof EditableMailStore editable
                        ? Optional.of(new BackgroundBinder(editable.bindings(), showsAddresses))
                        : Optional.empty());
    }

    AliasBinder binder() {
        return background.<AliasBinder>map(binder -> binder).orElse(AliasBinder.NONE);
    }

    BindingStatistics statistics() {
        return background.map(BackgroundBinder::statistics).orElse(BindingStatistics.NONE);
    }

    /** Has what was found out written, unless that is still under way. */
    void write() {
        background
                .filter(BackgroundBinder::hasWork)
                .filter(binder -> !writing.getAndSet(true))
                .ifPresent(binder -> writer.execute(() -> write(binder)));
    }

    private void write(BackgroundBinder binder) {
        try {
            binder.write();
        } finally {
            writing.set(false);
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
