package org.mailcloak.idp.keycloak;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token of the service account. One caller at a time gets a new one; while the old one works the others use
 * it, otherwise they wait and share what that caller got, a failure too. Safe for many threads.
 */
final class AccessTokens {

    /** Gets a token from the server. */
    interface Source {
        AccessToken fetch() throws KeycloakUnavailableException;
    }

    /** After a renewal ahead of time that failed, the old token is used for so long before the next attempt. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Source source;
    private final LongSupplier clock;
    private final Duration patience;
    private final AtomicReference<@Nullable CompletableFuture<AccessToken>> fetching = new AtomicReference<>();
    private volatile @Nullable AccessToken current;
    private volatile long notBefore;

    /**
     * @param clock nanoseconds of a monotonic clock
     * @param patience how long a caller waits for another one's fetch
     */
    AccessTokens(Source source, LongSupplier clock, Duration patience) {
        this.source = source;
        this.clock = clock;
        this.patience = patience;
        this.notBefore = clock.getAsLong();
    }

    AccessToken get() throws KeycloakUnavailableException {
        long now = clock.getAsLong();
        AccessToken token = current;
        if (token == null || !token.works(now)) {
            return fetchInsteadOf(token);
        }
        if (token.isFresh(now) || now - notBefore < 0) {
            return token;
        }
        return renew(token);
    }

    /** A token other than this one, which the server refused. */
    AccessToken insteadOf(AccessToken refused) throws KeycloakUnavailableException {
        AccessToken token = current;
        return refused.equals(token) ? fetchInsteadOf(refused) : get();
    }

    /** Renews ahead of time: the first thread fetches, the others go on with the old token. */
    private AccessToken renew(AccessToken old) {
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        if (!fetching.compareAndSet(null, mine)) {
            return old;
        }
        try {
            return run(mine, old);
        } catch (KeycloakUnavailableException e) {
            // The old token still works: nothing is lost yet.
            notBefore = clock.getAsLong() + RETRY_NANOS;
            return old;
        }
    }

    private AccessToken fetchInsteadOf(@Nullable AccessToken useless) throws KeycloakUnavailableException {
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> running = fetching.compareAndExchange(null, mine);
        return running == null ? run(mine, useless) : await(running);
    }

    private AccessToken run(CompletableFuture<AccessToken> mine, @Nullable AccessToken useless)
            throws KeycloakUnavailableException {
        try {
            AccessToken latest = current;
            // Another thread may have been here between this caller's look at the token and its turn.
            boolean done = latest != null && !latest.equals(useless) && latest.works(clock.getAsLong());
            AccessToken token = done && latest != null ? latest : source.fetch();
            current = token;
            mine.complete(token);
            return token;
        } catch (KeycloakUnavailableException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            fetching.set(null);
        }
    }

    private AccessToken await(CompletableFuture<AccessToken> running) throws KeycloakUnavailableException {
        try {
            return running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeycloakUnavailableException("interrupted");
        } catch (TimeoutException e) {
            throw new KeycloakUnavailableException("no token of the service account in " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KeycloakUnavailableException cause
                    ? cause.again()
                    : new KeycloakUnavailableException("no token of the service account: " + e.getCause());
        }
    }
}
