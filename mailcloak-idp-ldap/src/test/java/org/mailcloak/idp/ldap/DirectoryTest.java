package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {

    @Test
    void serverShouldNotCountAsFailedWhenItWasStartedAnewBeforeItWasChosen() throws Exception {
        List<LDAPException> failures = new ArrayList<>();
        try (InMemoryDirectory running = new InMemoryDirectory()) {
            LdapSettings settings = InMemoryDirectory.settings(running.url(), Map.of());
            Connections connections = new Connections(settings.access());
            Server server = settings.access().servers().get(0);
            try (Directory directory = new Directory(connections.pool(), connections::pool, false)) {
                directory.askOnly(server, failures::add);
                search(directory, settings.layout());
                running.server().closeAllConnections(false);

                directory.askOnly(server, failures::add);
                search(directory, settings.layout());
            }
        }

        assertThat(failures).isEmpty();
    }

    private static void search(Directory directory, Layout layout) throws Exception {
        directory.search(
                layout.base(), layout.scope(), Filter.createEqualityFilter("uid", "alice"), layout.attributes());
    }
}
