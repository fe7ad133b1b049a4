package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;

/** Whatever a provider or its threads do, the cache answers, and asks again. */
class ProviderDefectTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final LookupResult ALICE = LookupResult.found(Account.builder("1", "alice")
            .primaryAddress(EmailAddress.parse("alice@d1.test"))
            .build());

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CachingIdentityProvider cache(Executor executor, Duration deadline) {
        return new CachingIdentityProvider(
                provider,
                new CacheSettings(
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        100,
                        Duration.ofMillis(1),
                        deadline),
                executor,
                ticker);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void providerShouldCountAsUnavailableWhenItThrows() {
        provider.failure = Optional.of(new IllegalStateException("a bug"));

        assertThat(cache(Runnable::run, PATIENT).findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void keyShouldBeAskedForAgainAfterAnyDefectOfTheProvider(Throwable defect) {
        CachingIdentityProvider other = cache(threads, PATIENT);
        provider.failure = Optional.of(defect);
        assertThat(other.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);

        provider.failure = Optional.empty();
        provider.answer = ALICE;

        assertThat(other.findByLogin("alice")).isEqualTo(ALICE);
    }

    static Stream<Throwable> defects() {
        return Stream.of(
                new StackOverflowError(),
                new OutOfMemoryError("for the test"),
                new NoClassDefFoundError("org/example/Missing"),
                new ServiceConfigurationError("for the test"),
                new AssertionError("for the test"),
                new IOException("thrown past the compiler"));
    }

    @Test
    @SuppressWarnings("NullAway") // a plugin may break any promise
    void lookUpShouldBeUnavailableWhenTheProviderAnswersNull() {
        provider.answer = null;

        assertThat(cache(Runnable::run, PATIENT).findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void keyShouldBeAskedForAgainWhenACallHangs() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(tasks::add, Duration.ofMillis(1));
        provider.answer = ALICE;
        slow.findByLogin("alice");
        Runnable hanging = tasks.remove();

        ticker.advance(Duration.ofMillis(5));
        slow.findByLogin("alice");
        tasks.remove().run();

        assertThat(slow.findByLogin("alice")).isEqualTo(ALICE);
        hanging.run();
        assertThat(slow.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void keyShouldBeAskedForAgainAfterNoThreadCouldBeStarted() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        CachingIdentityProvider starved = cache(
                task -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                },
                PATIENT);
        provider.answer = ALICE;
        assertThat(starved.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);

        exhausted.set(false);

        assertThat(starved.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void lookUpShouldBeUnavailableWhenTheExecutorRefuses() {
        CachingIdentityProvider full = cache(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                PATIENT);

        assertThat(full.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }
}
