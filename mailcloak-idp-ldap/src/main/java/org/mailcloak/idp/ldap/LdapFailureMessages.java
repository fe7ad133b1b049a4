package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a result code means to people. The codes are those of RFC 4511 section 4.1.9, and the library's own from 81 on. */
final class LdapFailureMessages {

    /** Enough for the names in a certificate, which stand at the end; a server could put a novel into a message. */
    private static final int MAX_LENGTH = 600;

    /** The library's version, which it puts into the messages of exceptions within exceptions. */
    private static final String LIBRARY = ", ldapSDKVersion=[^,)]*, revision=[0-9a-f]*";

    private static final Map<ResultCode, String> MEANINGS = Map.ofEntries(
            Map.entry(
                    ResultCode.NO_SUCH_OBJECT,
                    "the base does not exist, or an access rule hides it from bind_dn (see base_dn and group_base_dn)"),
            Map.entry(ResultCode.INVALID_CREDENTIALS, "bind_dn or bind_password is wrong"),
            Map.entry(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "bind_dn may not search there"),
            Map.entry(ResultCode.CONFIDENTIALITY_REQUIRED, "the server wants an encrypted connection"),
            Map.entry(ResultCode.STRONG_AUTH_REQUIRED, "the server wants an encrypted connection"),
            Map.entry(ResultCode.SIZE_LIMIT_EXCEEDED, "the server shows bind_dn no more entries (its size limit)"),
            Map.entry(ResultCode.TIME_LIMIT_EXCEEDED, "the search took longer than the server allows"),
            Map.entry(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    "the search looks at more entries than allowed: is there an index?"),
            Map.entry(ResultCode.REFERRAL, "the server refers to another one, which is not followed"),
            Map.entry(ResultCode.BUSY, "the server is busy"),
            Map.entry(ResultCode.UNAVAILABLE, "the server is not available"),
            Map.entry(ResultCode.UNWILLING_TO_PERFORM, "the server is not willing"),
            Map.entry(ResultCode.SERVER_DOWN, "the connection broke"),
            Map.entry(ResultCode.CONNECT_ERROR, "no connection"));

    private LdapFailureMessages() {}

    static String text(LDAPException e, LdapLimits limits) {
        ResultCode code = e.getResultCode();
        if (code.equals(ResultCode.TIMEOUT)) {
            return "no answer in " + seconds(limits.response());
        }
        String meaning = MEANINGS.getOrDefault(code, code.getName());
        return meaning + " (" + code.intValue() + ": " + oneLine(message(e)) + ")";
    }

    /**
     * Returns what an operator can do about a server that cannot be reached; empty for what the server itself said. A
     * connection that breaks before the server said anything is treated like one that was not made.
     */
    static Optional<String> remedy(LDAPException e) {
        Throwable root = root(e);
        if (root instanceof UnknownHostException) {
            return Optional.of("see the spelling of the host in url, and whether this machine's DNS knows it");
        }
        if (root instanceof ConnectException) {
            return Optional.of("see that the server runs, and listens on the host and port in url");
        }
        if (root instanceof SocketTimeoutException || e.getResultCode().equals(ResultCode.TIMEOUT)) {
            return Optional.of(
                    "see that the server runs and has time, and that no firewall on the way drops the packets");
        }
        if (root instanceof SSLException) {
            return Optional.of("let url have a host name of the certificate, and ca_file the certificates that sign it;"
                    + " see whether the port is one for TLS");
        }
        if (root instanceof SocketException && e.getResultCode().equals(ResultCode.CONNECT_ERROR)) {
            return Optional.of(
                    "see this machine's network, routes and firewall, and which address the host in url has");
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Returns the first and the last of the causes in the message. The library writes each cause into the message of
     * the next, two and three times.
     */
    private static String message(LDAPException e) {
        String message = String.valueOf(e.getMessage());
        Throwable root = root(e);
        int cause = message.indexOf(":  ");
        return cause < 0 || root == e || root.getMessage() == null
                ? message
                : message.substring(0, cause) + ": " + root.getMessage();
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Control characters and line ends become blanks, and the rest is cut to a length that fits a line. */
    static String oneLine(@Nullable String text) {
        String line = text == null
                ? "no details"
                : text.replaceAll(LIBRARY, "").replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    }
}
