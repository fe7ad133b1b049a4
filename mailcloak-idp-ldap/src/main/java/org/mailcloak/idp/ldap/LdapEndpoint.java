package org.mailcloak.idp.ldap;

import static org.mailcloak.idp.ldap.LdapEndpoint.Security.LOCAL;
import static org.mailcloak.idp.ldap.LdapEndpoint.Security.NONE;
import static org.mailcloak.idp.ldap.LdapEndpoint.Security.START_TLS;
import static org.mailcloak.idp.ldap.LdapEndpoint.Security.TLS;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.mailcloak.idp.ProviderConfigException;

/**
 * One server of the directory.
 *
 * @param host a name or an address; an IPv6 address without brackets; the path of a Unix domain socket
 * @param port 0 for a Unix domain socket
 * @param security how the connection is encrypted
 */
record LdapEndpoint(String host, int port, Security security) {

    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;
    private static final String LDAPI = "ldapi://";

    /** Bytes of a path in Linux's {@code sockaddr_un}, without the NUL at its end. */
    private static final int LONGEST_PATH = 107;

    /** How a connection is encrypted. */
    enum Security {
        NONE,
        /** A Unix domain socket: what is sent never leaves this machine. */
        LOCAL,
        /** RFC 4511 section 4.14: begun in the clear, encrypted before the login. */
        START_TLS,
        TLS
    }

    /**
     * Reads {@code ldap://host[:port]}, {@code ldaps://host[:port]} or {@code ldapi://path}, where each {@code /} of the path is
     * written as {@code %2F}.
     *
     * @param startTls whether connections to {@code ldap://} are encrypted
     */
    static LdapEndpoint parse(String text, boolean startTls) {
        if (text.regionMatches(true, 0, LDAPI, 0, LDAPI.length())) {
            return local(text);
        }
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
        return new LdapEndpoint(
                host.replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? defaultPort : url.getPort(),
                isTls ? TLS : startTls ? START_TLS : NONE);
    }

    /** As OpenLDAP writes it; Java has no such host names. */
    private static LdapEndpoint local(String text) {
        String path = text.substring(LDAPI.length()).replaceFirst("/$", "");
        String decoded;
        try {
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
        // Longer ones do not fit sockaddr_un.
        boolean isPath = decoded.startsWith("/") && decoded.length() > 1 && !path.contains("/");
        if (!isPath || decoded.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH || decoded.indexOf(0) >= 0) {
            throw refused(text);
        }
        return new LdapEndpoint(decoded, 0, LOCAL);
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
                "url: expected ldaps://host, ldap://host or one with a port, or ldapi:// and a path such as %2Frun%2Fldapi, found \""
                        + shown + '"');
    }

    /** Whether what is sent there never leaves this machine. */
    boolean isLoopback() {
        return isLocalSocket()
                || host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("::1");
    }

    boolean isLocalSocket() {
        return security == LOCAL;
    }

    boolean isEncrypted() {
        return security == TLS || security == START_TLS;
    }

    @Override
    public String toString() {
        if (isLocalSocket()) {
            return LDAPI + URLEncoder.encode(host, StandardCharsets.UTF_8).replace("+", "%20");
        }
        String name = host.contains(":") ? "[" + host + "]" : host;
        return (security == TLS ? "ldaps://" : "ldap://") + name + ":" + port;
    }
}
