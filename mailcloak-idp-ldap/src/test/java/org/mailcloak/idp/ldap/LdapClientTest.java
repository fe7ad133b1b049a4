package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LdapClientTest {

    @Test
    void serverShouldNotCountAsFailedWhenItWasStartedAnewBeforeItWasChosen() throws Exception {
        List<LDAPException> failures = new ArrayList<>();
        try (InMemoryDirectory running = new InMemoryDirectory()) {
            LdapSettings settings = InMemoryDirectory.settings(running.url(), Map.of());
            LdapConnectionFactory connections = new LdapConnectionFactory(settings.access());
            LdapEndpoint server = settings.access().servers().get(0);
            try (LdapClient directory = new LdapClient(connections.pool(), connections::pool, false)) {
                directory.askOnly(server, failures::add);
                search(directory, settings.layout());
                running.server().closeAllConnections(false);

                directory.askOnly(server, failures::add);
                search(directory, settings.layout());
            }
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void failureOfAServerShouldNotBeToldWhenItWasLeftMeanwhile() throws Exception {
        List<LDAPException> failures = new ArrayList<>();
        try (InMemoryDirectory running = new InMemoryDirectory();
                ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LdapSettings settings = InMemoryDirectory.settings(running.url(), Map.of());
            LdapEndpoint left = InMemoryDirectory.settings("ldap://127.0.0.1:" + hanging.getLocalPort(), Map.of())
                    .access()
                    .servers()
                    .get(0);
            LdapConnectionFactory connections = new LdapConnectionFactory(settings.access());
            try (LdapClient directory = new LdapClient(connections.pool(), connections::pool, false)) {
                directory.askOnly(left, failures::add);
                CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> {
                    try {
                        Socket asked = hanging.accept();
                        directory.askAny();
                        asked.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });

                search(directory, settings.layout());

                leaving.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void failureOfTheChosenServerShouldBeTold() throws Exception {
        List<LDAPException> failures = new ArrayList<>();
        try (InMemoryDirectory running = new InMemoryDirectory()) {
            LdapSettings settings = InMemoryDirectory.settings(running.url(), Map.of());
            LdapEndpoint dead = InMemoryDirectory.settings("ldap://127.0.0.1:1", Map.of())
                    .access()
                    .servers()
                    .get(0);
            LdapConnectionFactory connections = new LdapConnectionFactory(settings.access());
            try (LdapClient directory = new LdapClient(connections.pool(), connections::pool, false)) {
                directory.askOnly(dead, failures::add);
                search(directory, settings.layout());
            }
        }

        assertThat(failures).hasSize(1);
    }

    private static void search(LdapClient directory, SchemaMapping layout) throws Exception {
        directory.search(
                layout.base(), layout.scope(), Filter.createEqualityFilter("uid", "alice"), layout.attributes());
    }
}
