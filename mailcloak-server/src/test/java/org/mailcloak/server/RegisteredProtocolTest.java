package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.server.handler.Protocol;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** One more protocol takes a registration and its own package: sockets, greeting, limits and replies out of order. */
@Timeout(60)
class RegisteredProtocolTest {

    @TempDir
    Path folder;

    private Service service;
    private EchoProtocol echo;

    private void start(int mostWaiting) throws Exception {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        ConfigurationDraft draft = ConfigurationReader.read(
                Files.writeString(folder.resolve("config.yaml"), """
                idp:
                  provider: local
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s/p
                  socketmap_socket: %s/m
                """.formatted(database, folder, folder)));
        draft.bind(new LocalIdentityProviderFactory());
        Configuration configuration = draft.finish();
        echo = new EchoProtocol(folder.resolve("echo"), mostWaiting);
        List<Protocol<?>> protocols = new ArrayList<>(Protocols.ALL);
        protocols.add(echo);
        service = new Service(
                configuration,
                Listeners.bind(protocols, configuration.sockets(), Optional.empty()),
                SqliteMailStore.open(database),
                new LocalIdentityProviderFactory().create(configuration.providerConfig()),
                Limits.defaults());
        service.start();
    }

    @AfterEach
    void stop() {
        if (echo.waits("wait")) {
            echo.answer("wait");
        }
        service.close();
    }

    private Peer connect() {
        Peer peer = Peer.unix(folder.resolve("echo"));
        assertThat(peer.receive("hello local\n".length())).isEqualTo("hello local\n");
        return peer;
    }

    @Test
    void protocolShouldGreetAndAnswerBesideTheOthers() throws Exception {
        start(1);

        try (Peer peer = connect();
                Peer policy = Peer.unix(folder.resolve("p"))) {
            assertThat(peer.send("one\ntwo\n").receive(8)).isEqualTo("one\ntwo\n");
            assertThat(policy.send("request=other\n\n").receive(14)).isEqualTo("action=DUNNO\n\n");
        }
    }

    @Test
    void replyShouldComeBeforeThatOfARequestThatWaitsWhenSeveralMayWait() throws Exception {
        start(2);

        try (Peer peer = connect()) {
            assertThat(peer.send("wait\nnext\n").receive(5)).isEqualTo("next\n");
            assertThat(peer.send("more\n").receive(5)).isEqualTo("more\n");
            echo.answer("wait");
            assertThat(peer.receive(5)).isEqualTo("wait\n");
        }
    }

    @Test
    void nextRequestShouldWaitItsTurnWhenAsManyWaitAsMay() throws Exception {
        start(2);

        try (Peer peer = connect()) {
            peer.send("wait 1\nwait 2\nnext\n");
            Awaitility.await().until(() -> echo.waits("wait 1") && echo.waits("wait 2"));
            echo.answer("wait 2");
            assertThat(peer.receive(12)).isEqualTo("wait 2\nnext\n");
            echo.answer("wait 1");
            assertThat(peer.receive(7)).isEqualTo("wait 1\n");
        }
    }

    @Test
    void repliesShouldKeepTheirOrderWhenOneRequestMayWait() throws Exception {
        start(1);

        try (Peer peer = connect()) {
            peer.send("wait\nnext\n");
            Awaitility.await().until(() -> echo.waits("wait"));
            echo.answer("wait");
            assertThat(peer.receive(10)).isEqualTo("wait\nnext\n");
        }
    }

    @Test
    void replyShouldComeWhenThePeerSendsNothingMore() throws Exception {
        start(2);

        try (Peer peer = connect()) {
            peer.send("wait\n").finish();
            Awaitility.await().until(() -> echo.waits("wait"));
            echo.answer("wait");
            assertThat(peer.receiveToEnd()).isEqualTo("wait\n");
        }
    }

    @Test
    void connectionShouldBeClosedByTheLimitsOfItsOwnProtocol() throws Exception {
        start(1);

        try (Peer peer = connect()) {
            // The other protocols let a connection be idle for 20 minutes.
            assertThat(peer.receiveToEnd()).isEmpty();
        }
    }

    @Test
    void connectionShouldBeRefusedBeyondTheBoundOfItsOwnProtocol() throws Exception {
        start(1);

        Peer two = connect();
        try (Peer one = connect();
                Peer policy = Peer.unix(folder.resolve("p"))) {
            assertThat(Peer.unix(folder.resolve("echo")).receiveToEnd()).isEmpty();
            assertThat(policy.send("request=other\n\n").receive(14)).isEqualTo("action=DUNNO\n\n");
            assertThat(one.send("one\n").receive(4)).isEqualTo("one\n");
            two.close();
            Awaitility.await().ignoreExceptions().untilAsserted(() -> connect().close());
        }
    }
}
