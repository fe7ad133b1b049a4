package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import org.jspecify.annotations.Nullable;

/**
 * A check of idle connections, which reads the root DSE: every client may read it. A connection on which an operation
 * failed is not asked again, as the library's own check would do. With a server that hangs, that is one more timeout of
 * the look-up that waits.
 */
final class IdleCheck extends LDAPConnectionPoolHealthCheck {

    @Override
    public void ensureConnectionValidForContinuedUse(LDAPConnection connection) throws LDAPException {
        @Nullable RootDSE answer = connection.getRootDSE();
        if (answer == null) {
            throw new LDAPException(ResultCode.NO_RESULTS_RETURNED, "the server shows no root DSE");
        }
    }
}
