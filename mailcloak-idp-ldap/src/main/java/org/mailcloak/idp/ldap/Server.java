package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.ldap.Server.Security.NONE;
import static org.mailcloak.idp.ldap.Server.Security.START_TLS;
import static org.mailcloak.idp.ldap.Server.Security.TLS;

import java.net.URI;
import java.net.URISyntaxException;
import org.mailcloak.idp.ProviderConfigException;

/**
 * One server of the directory.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param security how the connection is encrypted
 */
record Server(String host, int port, Security security) {

    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;

    /** How a connection is encrypted. */
    enum Security {
        NONE,
        /** RFC 4511 section 4.14: begun in the clear, encrypted before the login. */
        START_TLS,
        TLS
    }

    /**
     * Reads {@code ldap://host[:port]} or {@code ldaps://host[:port]}.
     *
     * @param startTls whether connections to {@code ldap://} are encrypted
     */
    static Server parse(String text, boolean startTls) {
        URI url = uri(text);
        boolean isTls = "ldaps".equalsIgnoreCase(url.getScheme());
        boolean isLdap = isTls || "ldap".equalsIgnoreCase(url.getScheme());
        String host = url.getHost();
        String path = url.getPath();
        boolean hasMore = url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !(path.isEmpty() || path.equals("/"));
        if (!isLdap || host == null || hasMore || url.getPort() > 65_535) {
            throw refused(text);
        }
        int defaultPort = isTls ? LDAPS_PORT : LDAP_PORT;
        return new Server(
                host.replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? defaultPort : url.getPort(),
                isTls ? TLS : startTls ? START_TLS : NONE);
    }

    private static URI uri(String text) {
        try {
            URI url = new URI(text);
            if (url.isOpaque()) {
                throw refused(text);
            }
            return url;
        } catch (URISyntaxException e) {
            throw refused(text);
        }
    }

    /** What stands before an {@code @} might be a password: it is not repeated. */
    private static ProviderConfigException refused(String text) {
        String shown = text.replaceAll(".*@", "...@").replaceAll("\\p{Cntrl}", "?");
        return new ProviderConfigException(
                "url: expected ldaps://host, ldap://host or one with a port, found \"" + shown + '"');
    }

    /** Whether what is sent there never leaves this machine. */
    boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }

    boolean isEncrypted() {
        return security != NONE;
    }

    @Override
    public String toString() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return (security == TLS ? "ldaps://" : "ldap://") + name + ":" + port;
    }
}
