package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LdapFailureMessagesTest {

    private static final LdapLimits LIMITS =
            new LdapLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(6), 4, 1000);

    @Test
    void textShouldNameServerAndRootOnceWhenCausesAreNested() {
        LDAPException inner = new LDAPException(
                ResultCode.CONNECT_ERROR,
                "An error occurred while attempting to establish a connection to server /192.0.2.1:636:  "
                        + "ConnectException(Connection refused)",
                new ConnectException("Connection refused"));
        LDAPException outer = new LDAPException(
                ResultCode.CONNECT_ERROR,
                "An error occurred while attempting to connect to server a.test:636:  IOException(" + inner + ")",
                new IOException(inner.toString(), inner));

        assertThat(LdapFailureMessages.text(outer, LIMITS))
                .isEqualTo("no connection (91: An error occurred while attempting to connect to server a.test:636: "
                        + "Connection refused)");
    }

    @Test
    void textShouldKeepTheWholeMessageWhenTheRootSaysNothing() {
        LDAPException e = new LDAPException(
                ResultCode.SERVER_DOWN, "The connection was closed:  IOException()", new IOException());

        assertThat(LdapFailureMessages.text(e, LIMITS))
                .isEqualTo("the connection broke (81: The connection was closed:  IOException())");
    }
}
