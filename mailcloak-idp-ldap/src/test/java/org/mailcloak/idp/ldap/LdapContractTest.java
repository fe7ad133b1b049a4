package org.mailcloak.idp.ldap;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.IdentityProviderContract;

/** The contract of all providers. */
@Timeout(60)
class LdapContractTest implements IdentityProviderContract {

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @AfterEach
    void stop() {
        directory.close();
    }

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        accounts.forEach(directory::add);
        return directory.provider(InMemoryDirectory.withStates());
    }

    @Override
    public IdentityProvider unreachableProvider() {
        // Port 1 of the loopback address: nobody listens there.
        return InMemoryDirectory.provider("ldap://127.0.0.1:1", Map.of());
    }
}
