package org.mailcloak.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that never logs what goes over it. HttpClient's own writes headers and bodies, tokens and secrets among
 * them, to the log of every installation whose level is debug.
 *
 * <p>It is used again only if nothing has come over it that was not asked for: HTTP/1.1 distinguishes answers by their
 * order alone, so one byte too many makes every later answer that of another question. And headers are bounded.
 */
final class NonLoggingConnection extends DefaultManagedHttpClientConnection {

    private static final AtomicLong COUNT = new AtomicLong();

    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(100)
            .build();

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** The one that the thread's last request went over. */
    private static final ThreadLocal<@Nullable NonLoggingConnection> LAST = new ThreadLocal<>();

    private volatile boolean distrusted;

    NonLoggingConnection() {
        super("mailcloak-" + COUNT.incrementAndGet(), null, null, BOUNDS, null, null, null, null);
    }

    /**
     * Excludes the connection of the calling thread's last request from further use: an answer was not one to its
     * question.
     */
    static void distrustLast() {
        @Nullable NonLoggingConnection last = LAST.get();
        if (last != null) {
            last.distrusted = true;
        }
    }

    /** Forgets it: a request may fail before it has a connection. */
    static void forgetLast() {
        LAST.remove();
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        bind(new SocketHolder(tls, socket));
    }

    /** Asked before each use but the first; see {@link HttpConnectionFactory}. The first look also reads what has come. */
    @Override
    public boolean isStale() throws IOException {
        return distrusted || super.isStale() || hasStrays();
    }

    private boolean hasStrays() throws IOException {
        try {
            return isDataAvailable(AT_ONCE);
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        LAST.set(this);
    }

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}
}
