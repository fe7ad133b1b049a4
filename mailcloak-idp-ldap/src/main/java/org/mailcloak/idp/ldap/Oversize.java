package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import org.jspecify.annotations.Nullable;

/**
 * What is too large to be taken into memory. A message over {@link LdapLimits#message} is not read: the library closes the
 * connection, and reports it like any other that broke.
 */
final class Oversize {

    /** About what the library needs for a value beside its bytes. */
    private static final int VALUE_BYTES = 80;

    /** How the library ends the message of the exception that it throws for such a message. */
    private static final String SIGN = "bytes that the client has been configured to accept";

    private Oversize() {}

    /** Returns whether the connection was closed because a message was too large. The server itself still works. */
    static boolean isCauseOf(LDAPException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(SIGN)) {
                return true;
            }
        }
        return false;
    }

    /** About how many bytes of memory the entry takes. */
    static long weight(Entry entry) {
        long bytes = VALUE_BYTES;
        for (Attribute attribute : entry.getAttributes()) {
            for (var value : attribute.getRawValues()) {
                bytes += VALUE_BYTES + value.getValueLength();
            }
        }
        return bytes;
    }
}
