package org.mailcloak.idp.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a search that stays open. Messages arrive on the library's thread, and wait here for the feed's: the
 * same thread has to read the answers to {@link #probe}.
 */
final class SyncConnection implements AutoCloseable {

    /** A message of the server, for the replica. */
    interface Message {
        void tell(SyncState replica) throws LDAPException;
    }

    /** Bytes, as {@link Oversize} weighs them: the reader waits when so much waits, and the server with it. */
    private static final int QUEUE = 1024 * 1024;

    private final LDAPConnection connection;
    private final BlockingQueue<Waiting> messages = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(QUEUE);

    /** What any message takes. */
    private static final int LEAST = 100;

    private record Waiting(Message message, int weight) {}

    SyncConnection(LDAPConnection connection) {
        this.connection = connection;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the receiver is notified of the end too
    void search(SyncQuery query, boolean namesOnly, Optional<ASN1OctetString> cookie) throws LDAPException {
        Receiver receiver = new Receiver(messages, room);
        SearchRequest request = query.request(namesOnly, cookie, receiver);
        request.setIntermediateResponseListener(receiver);
        connection.asyncSearch(request);
    }

    /** The next message; null if none comes in that time. */
    @Nullable
    Message next(Duration patience) throws InterruptedException {
        @Nullable Waiting next = messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            return null;
        }
        room.release(next.weight);
        return next.message;
    }

    /**
     * Asks for the root DSE on this very connection. A peer that hangs, or whose packets are dropped, is noticed by
     * nothing else: the connection still looks good.
     */
    void probe() throws LDAPException {
        connection.getRootDSE();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Runs on the thread of the library that reads the connection. */
    private record Receiver(BlockingQueue<Waiting> messages, Semaphore room)
            implements AsyncSearchResultListener, IntermediateResponseListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            put(Oversize.weight(entry), replica -> replica.entry(entry));
        }

        /** Ignores references: there is no account at one. */
        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}

        @Override
        public void intermediateResponseReturned(IntermediateResponse response) {
            int bytes = response.getValue() == null ? 0 : response.getValue().getValueLength();
            put(bytes, replica -> replica.info(ContentSyncInfoIntermediateResponse.decode(response)));
        }

        /** A search that stays open ends only by a fault. */
        @Override
        public void searchResultReceived(AsyncRequestID request, SearchResult result) {
            put(0, replica -> {
                throw result.getResultCode().equals(ResultCode.SUCCESS)
                        ? new LDAPException(ResultCode.SERVER_DOWN, "the server ended the feed")
                        : new LDAPException(result);
            });
        }

        private void put(long bytes, Message message) {
            int weight = (int) Math.min(QUEUE, LEAST + bytes);
            try {
                room.acquire(weight);
                messages.put(new Waiting(message, weight));
            } catch (InterruptedException e) {
                // The library ends its reader so: there is no listener any more.
                Thread.currentThread().interrupt();
            }
        }
    }
}
