package org.mailcloak.e2e.drill;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.keycloak.KeycloakRealm;
import org.mailcloak.e2e.keycloak.KeycloakServer;
import org.mailcloak.e2e.keycloak.RealKeycloak;
import org.mailcloak.idp.Account;

@RealKeycloak
class HostileTextsKeycloakTest extends HostileTextsContract {

    private KeycloakRealm realm;

    @BeforeAll
    void start(KeycloakServer server) throws Exception {
        List<Account> people = Stream.of("alice", "bob")
                .map(name -> Account.builder(name, name)
                        .primaryAddress(EmailAddress.parse(name + "@d1.test"))
                        .build())
                .toList();
        realm = KeycloakRealm.create(server, people);
        flood(realm.yaml(server.url(), TTL));
    }

    @Override
    void disableBob() {
        realm.server().admin().changeUser(realm.name(), "bob", "{\"enabled\": false}");
    }
}
