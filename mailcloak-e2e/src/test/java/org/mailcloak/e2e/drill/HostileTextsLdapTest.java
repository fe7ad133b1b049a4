package org.mailcloak.e2e.drill;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;

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
