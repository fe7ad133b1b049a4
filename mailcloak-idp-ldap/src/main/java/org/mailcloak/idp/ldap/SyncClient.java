package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows the content of a directory as it changes (RFC 4533, refreshAndPersist), and connects anew
 * whenever that ends. Has one thread, on which the listener is called.
 */
final class SyncClient implements AutoCloseable {

    /** After so much silence the server is asked whether it is there; with the timeout of that, well under 10 s. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /**
     * The pause after a refusal. An operator has to fix its cause, which takes longer than some seconds, and all
     * entries may be sent before a search is refused.
     */
    private static final long REFUSED_PAUSE_MILLIS = 60_000;

    private static final Set<ResultCode> REFUSALS = Set.of(
            ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
            ResultCode.SIZE_LIMIT_EXCEEDED,
            ResultCode.ADMIN_LIMIT_EXCEEDED,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INVALID_CREDENTIALS);

    /** The thread may be making a connection, which nothing interrupts. */
    private static final long CLOSING_MILLIS = 2_000;

    /** The server does not go on from this cookie: "consumer state is newer than provider" of OpenLDAP, and RFC 4533's. */
    private static final Set<ResultCode> COOKIE_REFUSED =
            Set.of(ResultCode.UNWILLING_TO_PERFORM, ResultCode.E_SYNC_REFRESH_REQUIRED);

    private final LdapConnectionFactory connections;
    private final LdapConnectionSettings access;
    private final SyncQuery query;
    private final SyncListener listener;
    private final SyncState replica;
    private final Thread thread = new Thread(this::run, "mailcloak-ldap-feed");
    private volatile boolean closed;
    private volatile @Nullable SyncConnection current;
    private volatile @Nullable LdapEndpoint cookieOf;
    private boolean told;
    private boolean namesOnly;
    private long pause = FIRST_PAUSE_MILLIS;

    SyncClient(
            LdapConnectionFactory connections, LdapConnectionSettings access, SyncQuery query, SyncListener listener) {
        this.connections = connections;
        this.access = access;
        this.query = query;
        this.listener = listener;
        this.replica = new SyncState(listener);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                followUntilBroken();
                // Some of the servers' own jitter: not all of their clients return at once.
                Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
                pause = Math.max(pause, Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            // Closed: the thread ends here.
            Thread.currentThread().interrupt();
        }
    }

    private void followUntilBroken() throws InterruptedException {
        try (SyncConnection connection = connect()) {
            current = connection;
            follow(connection);
            ended("closed");
        } catch (LDAPException e) {
            if (Oversize.isCauseOf(e) && !namesOnly) {
                namesOnly = true;
                replica.forgetCookie();
                pause = FIRST_PAUSE_MILLIS;
                listener.namesOnly(
                        LdapUnavailableException.of(e, access.limits()).reason());
            } else if (COOKIE_REFUSED.contains(e.getResultCode())
                    && replica.cookie().isPresent()) {
                replica.forgetCookie();
                pause = FIRST_PAUSE_MILLIS;
            } else if (REFUSALS.contains(e.getResultCode())) {
                pause = REFUSED_PAUSE_MILLIS;
            }
            ended(e);
        } catch (RuntimeException e) {
            // Of the listener: what it knows is not what the directory contains any more.
            replica.forgetCookie();
            ended("a defect: " + e);
        }
    }

    private void ended(LDAPException e) {
        String reason = LdapUnavailableException.of(e, access.limits()).reason();
        if (!e.getResultCode().equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
            ended(reason);
        } else if (!closed && !told) {
            told = true;
            listener.unsupported(reason);
        }
    }

    private void ended(String reason) {
        if (!closed && !told) {
            told = true;
            listener.broken(reason);
        }
    }

    private void follow(SyncConnection connection) throws LDAPException, InterruptedException {
        replica.beginRefresh();
        connection.search(query, namesOnly, replica.cookie());
        while (!closed) {
            SyncConnection.Message message = connection.next(SILENCE);
            if (message == null) {
                connection.probe();
            } else {
                message.tell(replica);
            }
            if (replica.isLive()) {
                told = false;
                pause = FIRST_PAUSE_MILLIS;
            }
        }
    }

    /**
     * The server that is followed, or was last.
     *
     * @throws IllegalStateException if there never was one
     */
    LdapEndpoint server() {
        LdapEndpoint server = cookieOf;
        if (server == null) {
            throw new IllegalStateException("The feed was never live");
        }
        return server;
    }

    /** Breaks, and begins anew with the first server that answers. */
    void reconnect() {
        SyncConnection connection = current;
        if (connection != null) {
            connection.close();
        }
    }

    /** The first server that answers. A cookie is worth something only to the one that gave it. */
    private SyncConnection connect() throws LDAPException {
        @Nullable LDAPException failure = null;
        for (LdapEndpoint server : access.servers()) {
            try {
                SyncConnection connection = new SyncConnection(connections.forFeed(server));
                if (!server.equals(cookieOf)) {
                    replica.forgetCookie();
                    cookieOf = server;
                }
                return connection;
            } catch (LDAPException e) {
                failure = e;
            }
        }
        throw failure == null ? new LDAPException(ResultCode.CONNECT_ERROR, "no server") : failure;
    }

    /** Returns when the listener is not called any more. */
    @Override
    public void close() {
        closed = true;
        reconnect();
        thread.interrupt();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
