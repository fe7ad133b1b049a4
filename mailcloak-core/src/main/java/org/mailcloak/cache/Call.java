package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question to the provider that is under way, and everybody who waits for its answer. */
final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(CachingIdentityProvider.class);

    private final CompletableFuture<ProviderAnswer> answer = new CompletableFuture<>();
    private final long begun;

    /** @param begun by the ticker */
    Call(long begun) {
        this.begun = begun;
    }

    /** Takes the answer before anybody who waits gets it. */
    interface Done {
        void accept(long askedAt, ProviderAnswer answer);
    }

    /** A call that was never made. */
    static Call finished(ProviderAnswer lookup, long now) {
        Call call = new Call(now);
        call.answer.complete(lookup);
        return call;
    }

    /** Instead of a start: the answer is there already. */
    void settle(ProviderAnswer lookup) {
        answer.complete(lookup);
    }

    void start(Executor executor, Supplier<? extends @Nullable ProviderAnswer> question, Done done, Ticker ticker) {
        long askedAt = ticker.read();
        try {
            executor.execute(() -> finish(askedAt, guarded(question), done));
        } catch (RejectedExecutionException | Error busy) {
            finish(askedAt, Lookup.unavailable("too many look-ups are waiting for the identity provider"), done);
        }
    }

    private void finish(long askedAt, ProviderAnswer lookup, Done done) {
        try {
            done.accept(askedAt, lookup);
        } finally {
            answer.complete(lookup);
        }
    }

    /**
     * The guard of the SPI: a provider that throws counts as unavailable. Whatever it throws, an Error or a checked
     * exception too, and if it breaks its promise and answers null: a call without an end would be joined by everybody
     * who asks the same later on.
     */
    private static ProviderAnswer guarded(Supplier<? extends @Nullable ProviderAnswer> question) {
        try {
            ProviderAnswer lookup = question.get();
            return lookup != null ? lookup : Lookup.unavailable("the provider answered null");
        } catch (Throwable defect) {
            LOG.warn("The identity provider failed; counted as unavailable", defect);
            return Lookup.unavailable("the provider threw " + defect.getClass().getName());
        }
    }

    /** By the ticker. */
    long begun() {
        return begun;
    }

    /** Null until it is there. */
    @Nullable
    ProviderAnswer answer() {
        return answer.getNow(null);
    }

    /** Runs once the answer is there, at once if it is already, in whatever thread brings it. */
    void onAnswer(Runnable next) {
        CompletableFuture<Void> unused = answer.thenRun(next);
    }

    boolean isOlderThan(Duration age, long now) {
        return now - begun > age.toNanos();
    }

    ProviderAnswer await(Duration deadline) {
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Lookup.unavailable("no answer within the " + deadline.toMillis() + " ms left for it");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Lookup.unavailable("the service is stopping");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A call completes with an answer only", impossible.getCause());
        }
    }
}
