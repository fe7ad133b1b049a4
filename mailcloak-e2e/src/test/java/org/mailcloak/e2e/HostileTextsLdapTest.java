package org.mailcloak.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RealLdap
class HostileTextsLdapTest extends HostileTextsContract {

    private Slapd slapd;

    @BeforeAll
    void start() throws Exception {
        slapd = Slapd.started();
        slapd.edit().replace(LdapAdmin.dn("bob"), "tnMailSendAllowed", "TRUE");
        flood(LdapProviders.yaml(slapd, TTL));
    }

    @AfterAll
    void stopDirectory() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @Override
    void disableBob() {
        slapd.edit().replace(LdapAdmin.dn("bob"), "tnAccountStatus", "disabled");
    }
}
