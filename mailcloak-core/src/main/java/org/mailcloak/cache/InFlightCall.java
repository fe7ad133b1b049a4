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
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question to the provider that is under way, and all callers that wait for its answer. */
final class InFlightCall {

    private static final Logger LOG = LoggerFactory.getLogger(InFlightCall.class);

    private final CompletableFuture<ProviderAnswer> answer = new CompletableFuture<>();
    private final long begun;

    /** @param begun by the ticker */
    InFlightCall(long begun) {
        this.begun = begun;
    }

    /** Takes what the provider answered, and {@linkplain #settle settles} the call, now or later. */
    interface Done {
        void accept(long askedAt, ProviderAnswer answer);
    }

    /** A call that was never made. */
    static InFlightCall finished(ProviderAnswer lookup, long now) {
        InFlightCall call = new InFlightCall(now);
        call.answer.complete(lookup);
        return call;
    }

    /** Gives this answer to all callers that wait. */
    void settle(ProviderAnswer lookup) {
        answer.complete(lookup);
    }

    void start(Executor executor, Supplier<? extends @Nullable ProviderAnswer> question, Done done, Ticker ticker) {
        long askedAt = ticker.read();
        try {
            executor.execute(() -> done.accept(askedAt, guarded(question)));
        } catch (RejectedExecutionException | Error busy) {
            done.accept(askedAt, LookupResult.unavailable("too many look-ups are waiting for the identity provider"));
        }
    }

    /**
     * Guards the SPI: a provider that throws counts as unavailable, also with an Error or a checked exception. So does
     * one that breaks its promise and answers null. Otherwise the call would have no end, and all callers that ask the
     * same later on would join it.
     */
    private static ProviderAnswer guarded(Supplier<? extends @Nullable ProviderAnswer> question) {
        try {
            ProviderAnswer lookup = question.get();
            return lookup != null ? lookup : LookupResult.unavailable("the provider answered null");
        } catch (Throwable defect) {
            LOG.warn("The identity provider failed; counted as unavailable", defect);
            return LookupResult.unavailable(
                    "the provider threw " + defect.getClass().getName());
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

    /** Runs the step once the answer is there, at once if it is already, in the thread that brings it. */
    void onAnswer(Runnable next) {
        CompletableFuture<Void> unused = answer.thenRun(next);
    }

    boolean isOlderThan(Duration age, long now) {
        return now - begun > age.toNanos();
    }

    /** Waits for the answer, at most so long; null if it does not come. Interrupted: as if the provider had not answered. */
    @Nullable
    ProviderAnswer await(Duration deadline) {
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return LookupResult.unclear("the service is stopping");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A call completes with an answer only", impossible.getCause());
        }
    }
}
