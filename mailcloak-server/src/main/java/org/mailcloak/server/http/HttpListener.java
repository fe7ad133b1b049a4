package org.mailcloak.server.http;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.transport.ListenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages over HTTP/1.1, in threads of its own. It is made for a scrape every few seconds and a few probes: small,
 * and bounded in connections, time and memory, so that no client of it disturbs the mail. No request is logged.
 */
public final class HttpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    /** An acceptor, a selector, and the rest for requests. */
    private static final int MAX_THREADS = 8;

    private static final int MIN_THREADS = 2;
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;

    /** What the pool of buffers keeps at most, in bytes. The metrics have some 50 KiB. */
    private static final int POOLED = 512 * 1_024;

    private final Server server;
    private final ServerConnector connector;
    private final ConnectionPlaces places;

    private HttpListener(Server server, ServerConnector connector, ConnectionPlaces places) {
        this.server = server;
        this.connector = connector;
        this.places = places;
    }

    /**
     * Listens, and serves until it is closed.
     *
     * @param pages by path
     * @throws ListenException if the port cannot be had
     */
    public static HttpListener open(ListenAddress.Inet address, HttpLimits limits, Map<String, Page> pages) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Scheduler scheduler = new ScheduledExecutorScheduler("http-timer", true);
        Server server = new Server(threads, scheduler, new ArrayByteBufferPool(0, -1, -1, 16, POOLED, POOLED));
        ConnectionPlaces places = new ConnectionPlaces(scheduler, limits.connections(), limits.age());
        ServerConnector connector = connector(server, address, limits, places);
        connector.addBean(places);
        server.addConnector(connector);
        server.setHandler(new PageHandler(pages));
        // Without a body: the library's own pages repeat the request.
        server.setErrorHandler((request, response, callback) -> {
            callback.succeeded();
            return true;
        });
        server.setStopTimeout(0);
        HttpListener listener = new HttpListener(server, connector, places);
        listener.start(address);
        return listener;
    }

    private static ServerConnector connector(
            Server server, ListenAddress.Inet address, HttpLimits limits, ConnectionPlaces places) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setResponseHeaderSize(1_024);
        http.setMaxResponseHeaderSize(1_024);
        // A connection for each request can be bounded in time, and one every 15 s costs nothing.
        http.setPersistentConnectionsEnabled(false);
        ServerConnector connector = new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http)) {
            @Override
            public void accept(int acceptor) throws IOException {
                places.awaitTurn();
                super.accept(acceptor);
            }
        };
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        return connector;
    }

    private void start(ListenAddress.Inet address) {
        try {
            server.start();
        } catch (Exception failure) {
            close();
            Throwable reason = failure.getCause() != null ? failure.getCause() : failure;
            throw new ListenException(
                    "http.listen " + address.hostAndPort() + " cannot be opened: " + reason.getMessage(), failure);
        }
        LOG.info("http listens on {}", address.hostAndPort());
    }

    /** The port that the system chose, if the address left it the choice. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many connections are open. */
    int connections() {
        return places.count();
    }

    /** Closes the port and what is open. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("http: {}", failure.toString());
        }
    }
}
