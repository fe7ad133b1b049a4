package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.server.logging.LogCapture;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** The whole service on a configuration file that changes; what it answers on connections that stay open. */
class ReloadTest {

    private static final String NOT_LOCAL = "action=DUNNO\n\n";
    private static final String NO_USER = "action=550 5.1.1 No such user\n\n";
    private static final String QUESTION =
            "request=smtpd_access_policy\nprotocol_state=RCPT\nrecipient=nobody@new.test\n\n";

    @TempDir
    private Path folder;

    private Path config;
    private StartupConfiguration plan;
    private ServerAssembly setup;
    private Service service;
    private Reload reload;

    @BeforeEach
    void start() throws IOException {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        config = folder.resolve("config.yaml");
        write("");
        plan = StartupConfiguration.of(config);
        setup = plan.complete();
        service = new Service(
                setup.configuration(),
                Listeners.bind(setup.configuration().sockets(), Optional.empty()),
                setup.openStore(),
                setup.openProvider(),
                Limits.defaults());
        service.start();
        reload = new Reload(plan, setup, service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void nextAnswerOnTheSameConnectionShouldFollowTheNewRules() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"))) {
            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
            write("policy: {domain: new.test}\n");

            reload.run();

            assertThat(ask(peer)).isEqualTo(NO_USER);
        }
    }

    @Test
    void requestThatHasBegunShouldBeAnsweredByTheNewRules() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"))) {
            peer.send(QUESTION.substring(0, 40));
            write("policy: {domain: new.test}\n");

            reload.run();

            assertThat(peer.send(QUESTION.substring(40)).receive(NO_USER.length()))
                    .isEqualTo(NO_USER);
        }
    }

    @Test
    void answersShouldStayWhenTheProviderGetsNewSettings() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.INFO)) {
            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace("provider: local", "provider: local\n  local: {cache_ttl_seconds: 1}"));

            reload.run();

            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
            assertThat(log.messages(Level.INFO)).contains("Reloaded: provider local, with new settings");
        }
    }

    @Test
    void everyMistakeShouldBeToldAndNothingChangedWhenTheFileIsBroken() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.INFO)) {
            write("policy: {domain: new.test, idp_failure_mode: maybe}\nlog: {levle: debug}\n");

            reload.run();

            assertThat(log.messages(Level.ERROR))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .contains("config.yaml: ", "policy.idp_failure_mode: expected one of"),
                            second -> assertThat(second).contains("config.yaml: ", "log.levle: unknown key"),
                            last -> assertThat(last)
                                    .isEqualTo(
                                            "Not reloaded, and nothing is changed: the configuration has mistakes: 2"));
            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
        }
    }

    @Test
    void nothingShouldChangeWhenTheFileIsGone() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.INFO)) {
            Files.delete(config);

            reload.run();

            assertThat(log.messages(Level.ERROR))
                    .first()
                    .asString()
                    .contains("config.yaml: cannot be read: no such file");
            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
        }
    }

    @Test
    void nothingShouldChangeWhenAPeerUserIsNotKnown() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.INFO)) {
            write("  allowed_peer_users: [no-such-user]\npolicy: {domain: new.test}\n");

            reload.run();

            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("no user no-such-user");
            assertThat(ask(peer)).isEqualTo(NOT_LOCAL);
        }
    }

    @Test
    void whatCannotChangeShouldBeToldAndTheRestReloaded() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.INFO)) {
            write("policy: {domain: new.test}\ndaemon: {user: root}\n");
            Files.writeString(
                    config,
                    Files.readString(config).replace("state.db", "other.db").replace("/m\n", "/elsewhere\n"));

            reload.run();

            assertThat(log.messages(Level.WARN))
                    .extracting(line -> line.split(" ")[0])
                    .containsExactly("sqlite.path", "sockets.socketmap_socket", "daemon.user");
            assertThat(ask(peer)).isEqualTo(NO_USER);
            assertThat(folder.resolve("other.db")).doesNotExist();
            assertThat(service.configuration().providerConfig().stateDatabase()).isEqualTo(folder.resolve("state.db"));
        }
    }

    @Test
    void twoReloadsShouldEachTakeEffect() throws IOException {
        try (Peer peer = Peer.unix(folder.resolve("p"))) {
            for (String expected : List.of(NO_USER, NOT_LOCAL)) {
                write(expected.equals(NO_USER) ? "policy: {domain: new.test}\n" : "");

                reload.run();

                assertThat(ask(peer)).isEqualTo(expected);
            }
        }
    }

    @Test
    void laterReloadShouldTakeEffectWhenAnEarlierOneHangsAndKeepItsEffectWhenThatIsOverAfterAll() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Reload again = reading(() -> {
            Optional<ServerAssembly> read = plan.again().map(StartupConfiguration::complete);
            if (first.getAndSet(false)) {
                hanging.countDown();
                await(gate);
            }
            return read;
        });
        Thread earlier = new Thread(again::run);
        earlier.start();
        await(hanging);
        try (Peer peer = Peer.unix(folder.resolve("p"));
                LogCapture log = LogCapture.from(Level.WARN)) {
            write("policy: {domain: new.test}\n");

            again.run();
            assertThat(ask(peer)).isEqualTo(NO_USER);

            gate.countDown();
            earlier.join();
            assertThat(ask(peer)).isEqualTo(NO_USER);
            assertThat(log.messages(Level.WARN)).anyMatch(line -> line.contains("over after a younger one"));
        }
    }

    @Test
    void reloadShouldBeRefusedWhenManyHang() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(4);
        Reload again = reading(() -> {
            hanging.countDown();
            await(gate);
            return Optional.empty();
        });
        List<Thread> threads =
                Stream.generate(() -> new Thread(again::run)).limit(4).toList();
        threads.forEach(Thread::start);
        await(hanging);
        try (LogCapture log = LogCapture.from(Level.ERROR)) {
            again.run();

            assertThat(log.messages(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("Not reloaded", "4 reloads before this one are not over");
        }
        gate.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Reload reading(Supplier<Optional<ServerAssembly>> reading) {
        return new Reload(plan, reading, setup, service);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String ask(Peer peer) {
        StringBuilder reply = new StringBuilder(peer.send(QUESTION).receive(1));
        while (reply.indexOf("\n\n") < 0) {
            reply.append(peer.receive(1));
        }
        return reply.toString();
    }

    private void write(String more) throws IOException {
        Files.writeString(config, """
                idp:
                  provider: local
                sqlite:
                  path: %1$s/state.db
                sockets:
                  policy_socket: %1$s/p
                  socketmap_socket: %1$s/m
                """.formatted(folder) + more);
    }
}
