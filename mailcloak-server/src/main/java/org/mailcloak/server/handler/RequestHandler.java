package org.mailcloak.server.handler;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * Answers the requests of one connection, one at a time, in two steps. Deciding is pure: a request whose answer is not known
 * yet waits in the look-ups and is decided again from its beginning, any number of times. Committing runs once, with the
 * decision that stands, before the reply: what it counts, logs or charges is counted, logged or charged once. Between two
 * requests nothing of them is held.
 *
 * @param <R> the requests
 * @param <D> the decisions
 */
abstract class RequestHandler<R, D> implements ProtocolHandler.PendingRequest {

    /** A request that waits, without its texts: itself, its look-ups and their callbacks. */
    private static final int WAITING_BYTES = 1_024;

    /** A question, its answer and who waits for it. */
    private static final int BYTES_PER_QUESTION = 512;

    /** Its texts are held by the request and, cut and normalised, by its look-ups. */
    private static final int BYTES_PER_CHAR = 4;

    private final NonBlockingLookups lookups;
    private @Nullable R request;

    RequestHandler(NonBlockingLookups lookups) {
        this.lookups = lookups;
    }

    /** @return whether it is answered; if not, it waits here */
    final boolean answer(R newRequest, OutboundBuffer out) {
        request = newRequest;
        lookups.begin(Protocol.BUDGET);
        return tryOnce(newRequest, out);
    }

    /** What is answered is forgotten, so that an idle connection holds nothing. */
    private boolean tryOnce(R current, OutboundBuffer out) {
        D decision = decide(current);
        if (lookups.isWaiting()) {
            return false;
        }
        commit(current, decision, out);
        request = null;
        lookups.end();
        return true;
    }

    /** How many characters the texts of the request have together. */
    abstract int length(R current);

    /** How much memory is taken for the request that waits, about, in bytes; 0 if none does. */
    final int heldBytes() {
        R waiting = request;
        return waiting == null
                ? 0
                : WAITING_BYTES + BYTES_PER_CHAR * length(waiting) + BYTES_PER_QUESTION * lookups.asked();
    }

    /**
     * Decides by what is known. While the {@linkplain #isWaiting look-ups wait} the decision is void, and the request is
     * decided again. Changes nothing and never throws.
     */
    abstract D decide(R current);

    /** Commits the decision, once: counts it, logs it, and writes the reply. Never throws. */
    abstract void commit(R current, D decision, OutboundBuffer out);

    /** Returns whether something is not known yet that the request was decided with: the decision is void. */
    final boolean isWaiting() {
        return lookups.isWaiting();
    }

    /** Nanoseconds since the request was complete. */
    final long age() {
        return lookups.age();
    }

    @Override
    public final boolean retry(OutboundBuffer out) {
        lookups.again();
        return tryOnce(requireNonNull(request, "request"), out);
    }

    @Override
    public final void onProgress(Runnable wake) {
        lookups.onProgress(wake);
    }

    @Override
    public final long dueAt() {
        return lookups.dueAt();
    }
}
