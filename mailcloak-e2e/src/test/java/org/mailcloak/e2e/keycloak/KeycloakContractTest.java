package org.mailcloak.e2e.keycloak;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.IdentityProviderContract;

/** The contract of all providers, against a real Keycloak. Its tests change no accounts, so equal ones share a realm. */
@RealKeycloak
@Timeout(300)
class KeycloakContractTest implements IdentityProviderContract {

    private static final Map<List<Account>, KeycloakRealm> REALMS = new ConcurrentHashMap<>();

    private final KeycloakServer server;

    KeycloakContractTest(KeycloakServer server) {
        this.server = server;
    }

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        return REALMS.computeIfAbsent(accounts, wanted -> KeycloakRealm.create(server, wanted))
                .provider(Map.of());
    }

    @Override
    public IdentityProvider unreachableProvider() {
        // Port 1 of the loopback address: nobody listens there.
        return provider(List.of(), Map.of("base_url", URI.create("http://127.0.0.1:1")));
    }

    private IdentityProvider provider(List<Account> accounts, Map<String, Object> more) {
        return REALMS.computeIfAbsent(accounts, wanted -> KeycloakRealm.create(server, wanted))
                .provider(more);
    }
}
