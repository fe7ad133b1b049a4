package org.mailcloak.cache;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** Answers, fails and waits as a test says. */
final class ScriptedProvider implements IdentityProvider {

    final AtomicInteger asked = new AtomicInteger();
    volatile Lookup answer = Lookup.notFound();
    volatile Optional<Throwable> failure = Optional.empty();
    volatile CountDownLatch gate = new CountDownLatch(0);
    ChangeListener listener = () -> {};
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public Lookup findByLogin(String loginName) {
        asked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
        failure.ifPresent(ScriptedProvider::<RuntimeException>sneak);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable bug) throws T {
        throw (T) bug;
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return findByLogin(address.toString());
    }

    @Override
    public void onChange(ChangeListener changes) {
        listener = changes;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
