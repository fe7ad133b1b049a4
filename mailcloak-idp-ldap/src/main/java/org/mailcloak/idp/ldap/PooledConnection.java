package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;

/** A connection for one caller, who {@linkplain #end gives it back}. */
record PooledConnection(LDAPConnectionPool pool, LDAPConnection connection) {

    /** @param good whether every operation on it has ended as it should */
    void end(boolean good) {
        if (good) {
            pool.releaseConnection(connection);
        } else {
            pool.releaseDefunctConnection(connection);
        }
    }
}
