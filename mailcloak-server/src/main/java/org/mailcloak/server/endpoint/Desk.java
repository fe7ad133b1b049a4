package org.mailcloak.server.endpoint;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/**
 * Answers the requests of one connection, one at a time. A request whose answer is not known yet waits in the inquiry,
 * and is tried again from its beginning.
 *
 * @param <R> the requests
 */
abstract class Desk<R> implements Conversation.WaitingRequest {

    private final Inquiry inquiry;
    private @Nullable R request;
    private long begun;

    Desk(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** @return whether it is answered; if not, it waits here */
    final boolean answer(R newRequest, Replies out) {
        request = newRequest;
        begun = System.nanoTime();
        inquiry.begin(PolicyEndpoint.BUDGET);
        return tryToAnswer(newRequest, out);
    }

    /**
     * Answers the request if all that it takes is known. Never throws.
     *
     * @return whether it is answered; if not, the inquiry waits
     */
    abstract boolean tryToAnswer(R current, Replies out);

    /** Whether something is not known yet that the request was tried with: its answer is void. */
    final boolean isWaiting() {
        return inquiry.isWaiting();
    }

    /** Nanoseconds since the request was complete. */
    final long age() {
        return System.nanoTime() - begun;
    }

    @Override
    public final boolean retry(Replies out) {
        inquiry.again();
        return tryToAnswer(requireNonNull(request, "request"), out);
    }

    @Override
    public final void onProgress(Runnable wake) {
        inquiry.onProgress(wake);
    }

    @Override
    public final long dueAt() {
        return inquiry.dueAt();
    }
}
