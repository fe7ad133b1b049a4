package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mailcloak.http.TrustedCertificates;
import org.mailcloak.idp.ldap.local.LocalSocketFactory;

/**
 * A factory of connections: encrypted as configured, with certificates and host names verified, and logged in. The
 * library verifies host names only on request. Even then it takes any certificate of a trusted authority for a loopback
 * address written in digits, where no other host is in between.
 */
final class LdapConnectionFactory {

    /** How often an idle connection is looked at; servers close them after minutes, and say so or not. */
    private static final long HEALTH_CHECK_MILLIS = 30_000;
    /** After that a connection to a server that is not the first one is replaced, if the first is back. */
    private static final long FAILED_OVER_MILLIS = 300_000;

    /** Appears in messages only. */
    private static final int LDAP_PORT = 389;

    private final LdapConnectionSettings access;
    private final SSLContext trust;

    /** @throws org.mailcloak.idp.ProviderConfigException if the file with the certificates cannot be read */
    LdapConnectionFactory(LdapConnectionSettings access) {
        this.access = access;
        this.trust = TrustedCertificates.context(access.caFile());
    }

    /** A pool without connections: it makes them when they are needed, so that it starts while the directory is down. */
    LDAPConnectionPool pool() {
        LDAPConnectionPool pool = pool(servers());
        pool.setRetryFailedOperationsDueToInvalidConnections(true);
        return pool;
    }

    /** The same to one server. What fails on a connection is not tried again on another one: there are other servers. */
    LDAPConnectionPool pool(LdapEndpoint server) {
        return pool(server(server));
    }

    private LDAPConnectionPool pool(ServerSet servers) {
        try {
            LDAPConnectionPool pool = new LDAPConnectionPool(
                    servers, login(), 0, access.limits().connections(), 0, null, false, new IdleCheck());
            pool.setConnectionPoolName("mailcloak");
            pool.setHealthCheckIntervalMillis(HEALTH_CHECK_MILLIS);
            pool.setCreateIfNecessary(true);
            return pool;
        } catch (LDAPException e) {
            // No connection is made yet: nothing that can fail is done here.
            throw new IllegalStateException("a pool without connections", e);
        }
    }

    /** The servers in turn. */
    ServerSet servers() {
        List<ServerSet> each = access.servers().stream().map(this::server).toList();
        FailoverServerSet inTurn = new FailoverServerSet(each);
        inTurn.setReOrderOnFailover(true);
        inTurn.setMaxFailoverConnectionAgeMillis(FAILED_OVER_MILLIS);
        return inTurn;
    }

    /** One server, for itself. */
    ServerSet server(LdapEndpoint server) {
        return server(server, options());
    }

    /** A connection that one thread reads and others write, for a search that stays open. */
    LDAPConnection forFeed(LdapEndpoint server) throws LDAPException {
        LDAPConnectionOptions options = options();
        options.setUseSynchronousMode(false);
        return server(server, options).getConnection();
    }

    private ServerSet server(LdapEndpoint server, LDAPConnectionOptions options) {
        return switch (server.security()) {
            case TLS -> set(server, trust.getSocketFactory(), options, null);
            case START_TLS -> set(server, null, options, new StartTLSPostConnectProcessor(trust));
            case NONE -> set(server, null, options, null);
            // The library looks the name of the host up, and connects elsewhere.
            case LOCAL ->
                new SingleServerSet(
                        "localhost", LDAP_PORT, new LocalSocketFactory(Path.of(server.host())), options, login(), null);
        };
    }

    private SingleServerSet set(
            LdapEndpoint server,
            @Nullable SocketFactory sockets,
            LDAPConnectionOptions options,
            @Nullable PostConnectProcessor connected) {
        return new SingleServerSet(server.host(), server.port(), sockets, options, login(), connected);
    }

    private @Nullable BindRequest login() {
        return access.identification().request().orElse(null);
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) access.limits().connect().toMillis());
        options.setResponseTimeoutMillis(access.limits().response().toMillis());
        options.setMaxMessageSize(access.limits().message());
        options.setFollowReferrals(false);
        options.setUseSynchronousMode(true);
        options.setAbandonOnTimeout(true);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        return options;
    }
}
