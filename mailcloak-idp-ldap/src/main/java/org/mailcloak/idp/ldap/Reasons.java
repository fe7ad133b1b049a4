package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a result code means to people. The codes are those of RFC 4511 section 4.1.9, and the library's own from 81 on. */
final class Reasons {

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

    private Reasons() {}

    static String text(LDAPException e, Limits limits) {
        ResultCode code = e.getResultCode();
        if (code.equals(ResultCode.TIMEOUT)) {
            return "no answer in " + seconds(limits.response());
        }
        String meaning = MEANINGS.getOrDefault(code, code.getName());
        return meaning + " (" + code.intValue() + ": " + oneLine(message(e)) + ")";
    }

    /** The library writes each cause into the message of the next, two and three times: the first and the last tell it all. */
    private static String message(LDAPException e) {
        String message = String.valueOf(e.getMessage());
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
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
