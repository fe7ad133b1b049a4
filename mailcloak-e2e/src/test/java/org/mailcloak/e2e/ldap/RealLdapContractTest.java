package org.mailcloak.e2e.ldap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.IdentityProviderContract;

/** The contract of all providers, against a real OpenLDAP. Its tests change no accounts, so equal ones share a subtree. */
@RealLdap
@Timeout(120)
class RealLdapContractTest implements IdentityProviderContract {

    private static final Map<List<Account>, String> BASES = new HashMap<>();

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
    }

    @AfterAll
    static void stop() {
        BASES.clear();
        if (slapd != null) {
            slapd.close();
        }
    }

    private static String base(List<Account> accounts) {
        String name = "contract" + BASES.size();
        String base = "ou=" + name + "," + Slapd.SUFFIX;
        slapd.edit().add("dn: " + base, "objectClass: organizationalUnit", "ou: " + name);
        accounts.forEach(account -> slapd.edit().add(base, account));
        return base;
    }

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        return LdapProviders.of(slapd, Map.of("base_dn", BASES.computeIfAbsent(accounts, RealLdapContractTest::base)));
    }

    @Override
    public IdentityProvider unreachableProvider() {
        // Port 1 of the loopback address: nobody listens there.
        return LdapProviders.of(slapd, Map.of("url", List.of("ldap://127.0.0.1:1")));
    }
}
