package org.mailcloak.cache;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;

/** Answers, fails and waits as a test says. */
final class ScriptedProvider implements IdentityProvider, ChangeFeed {

    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger probed = new AtomicInteger();
    volatile Optional<Probe> probe = Optional.empty();
    volatile LookupResult answer = LookupResult.notFound();
    volatile Optional<Throwable> failure = Optional.empty();
    volatile CountDownLatch gate = new CountDownLatch(0);
    ChangeListener listener = () -> {};
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public LookupResult findByLogin(String loginName) {
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
    public LookupResult findByAddress(EmailAddress address) {
        return findByLogin(address.toString());
    }

    /** Fails if every look-up does, unless the test says otherwise. Not counted. */
    @Override
    public Probe probe() {
        probed.incrementAndGet();
        return probe.orElseGet(() -> failure.isPresent() ? Probe.failed("down") : Probe.of(answer));
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(this);
    }

    @Override
    public void subscribe(ChangeListener changes) {
        listener = changes;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
