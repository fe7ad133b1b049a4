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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a search that stays open. Messages arrive on the library's thread, and wait here for the feed's: the
 * same thread has to read the answers to {@link #probe}.
 */
final class FeedConnection implements AutoCloseable {

    /** A message of the server, for the replica. */
    interface Message {
        void tell(Replica replica) throws LDAPException;
    }

    /** Enough for any burst; the reader waits when it is full, and the server with it. */
    private static final int QUEUE = 10_000;

    private final LDAPConnection connection;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>(QUEUE);

    FeedConnection(LDAPConnection connection) {
        this.connection = connection;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the receiver is told of the end too
    void search(FeedQuery query, Optional<ASN1OctetString> cookie) throws LDAPException {
        Receiver receiver = new Receiver(messages);
        SearchRequest request = query.request(cookie, receiver);
        request.setIntermediateResponseListener(receiver);
        connection.asyncSearch(request);
    }

    /** The next message; null if none comes in that time. */
    @Nullable
    Message next(Duration patience) throws InterruptedException {
        return messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Asks for the root DSE on this very connection. A peer that hangs, or whose packets are dropped, is noticed by nothing
     * else: the connection looks as good as ever.
     */
    void probe() throws LDAPException {
        connection.getRootDSE();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Runs on the thread of the library that reads the connection. */
    private record Receiver(BlockingQueue<Message> messages)
            implements AsyncSearchResultListener, IntermediateResponseListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            put(replica -> replica.entry(entry));
        }

        /** Nobody is where a reference stands. */
        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}

        @Override
        public void intermediateResponseReturned(IntermediateResponse response) {
            put(replica -> replica.info(ContentSyncInfoIntermediateResponse.decode(response)));
        }

        /** A search that stays open ends only by a fault. */
        @Override
        public void searchResultReceived(AsyncRequestID request, SearchResult result) {
            put(replica -> {
                throw result.getResultCode().equals(ResultCode.SUCCESS)
                        ? new LDAPException(ResultCode.SERVER_DOWN, "the server ended the feed")
                        : new LDAPException(result);
            });
        }

        private void put(Message message) {
            try {
                messages.put(message);
            } catch (InterruptedException e) {
                // The library ends its reader so: nobody listens any more.
                Thread.currentThread().interrupt();
            }
        }
    }
}
