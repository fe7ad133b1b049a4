package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.server.posix.DatagramSocket;
import org.mailcloak.server.transport.Peer;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** What an operator sees of the process: exit codes, messages, and what it leaves behind. */
class MainTest {

    private static final Duration STOP_PROMISE = Duration.ofSeconds(5);
    private static final String ELSEWHERE = "action=DUNNO\n\n";

    /** Of an SQLite file. */
    private static final int HEADER = 100;

    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    private Path database;
    private Path policySocket;
    private Path socketmapSocket;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        database = folder.resolve("state.db");
        policySocket = folder.resolve("p");
        socketmapSocket = folder.resolve("m");
        config = Files.writeString(
                folder.resolve("config.yaml"), """
                idp:
                  provider: local
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s
                  socketmap_socket: %s
                """.formatted(database, policySocket, socketmapSocket));
    }

    @Test
    void versionShouldBeToldWhenItIsAskedFor() throws InterruptedException {
        try (ServerProcess server = start("--version")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.out()).startsWith("mailcloak-server ").contains("Java ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "config.yaml extra", "--data"})
    void exitCodeShouldBeTwoWhenTheUsageIsWrong(String arguments) throws InterruptedException {
        try (ServerProcess server = start(arguments.split(" ", -1))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.err())
                    .contains("Usage: java -jar mailcloak-server.jar [OPTIONS]")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void exitCodeShouldBeTwoWhenTheDataFolderCannotHoldASocket() throws InterruptedException {
        try (ServerProcess server = start("--data", "x".repeat(120))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.err())
                    .contains("--data: expected a socket path of 1 to 106 bytes")
                    .doesNotContain("\tat ");
            assertThat(folder.resolve("x".repeat(120))).doesNotExist();
        }
    }

    @Test
    void everyProblemShouldBeListedAtOnceWhenTheConfigurationIsBroken() throws Exception {
        Files.writeString(config, """
                idp:
                  provider: keyclok
                sqlite:
                  pth: /nowhere
                policy:
                  idp_failure_mode: maybe
                sockets:
                  policy_socket: inet:127.0.0.1:99999
                  socket_mode: "9999"
                log:
                  level: loud
                """);

        try (ServerProcess server = start("config.yaml")) {
            assertThat(server.exitCode()).isEqualTo(78);
            assertThat(server.errors())
                    .hasSize(9)
                    .allMatch(line -> line.startsWith("config.yaml:") || line.endsWith(": 8 problems"));
            assertThat(String.join("\n", server.errors()))
                    .contains(
                            "config.yaml:2:13: idp.provider: no provider `keyclok`; found: ",
                            "config.yaml:4:3: sqlite.pth: unknown key",
                            "sqlite.path: missing",
                            "policy.idp_failure_mode: ",
                            "sockets.policy_socket: ",
                            "sockets.socketmap_socket: missing",
                            "sockets.socket_mode: ",
                            "log.level: ",
                            "The configuration cannot be used: 8 problems");
            assertThat(server.err()).doesNotContain("\tat ");
        }
    }

    @Test
    void placeOfASettingShouldBeNamedWhenTheProviderRefusesIt() throws Exception {
        SqliteMailStore.initialise(database);
        Files.writeString(config, Files.readString(config).replace("provider: local", """
                provider: ldap
                  ldap: {url: "ldap://127.0.0.1:1", bind_dn: x, bind_password: s3cret, base_dn: "dc=d1", preset: novell}
                """.strip()));

        try (ServerProcess server = start("config.yaml")) {
            assertThat(server.exitCode()).isEqualTo(78);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .startsWith("mailcloak-server: idp.ldap: preset: expected one of");
        }
    }

    @Test
    void oneLineShouldNameTheProvidersThatThereAreWhenTheProviderIsUnknown() throws Exception {
        Files.writeString(config, Files.readString(config).replace("local", "locl"));

        try (ServerProcess server = start("config.yaml")) {
            assertThat(server.exitCode()).isEqualTo(78);
            assertThat(server.errors()).hasSize(2);
            assertThat(server.errors().get(0))
                    .startsWith("config.yaml:2:13: idp.provider: no provider `locl`; found: ")
                    .contains("local (");
            assertThat(server.errors().get(1)).isEqualTo("The configuration cannot be used: 1 problem");
        }
    }

    @Test
    void startShouldFailWhenTheConfigurationFileIsMissing() throws InterruptedException {
        try (ServerProcess server = start("missing.yaml")) {
            assertThat(server.exitCode()).isEqualTo(78);
            assertThat(server.errors()).hasSize(2).first().asString().contains("missing.yaml", "no such file");
        }
    }

    @Test
    void startShouldFailAndMakeNothingWhenTheDatabaseIsMissing() throws Exception {
        assertRefused("does not exist", "mailcloakctl --db " + database + " init");
    }

    @Test
    void startShouldFailAndChangeNothingWhenTheDatabaseIsDamaged() throws Exception {
        SqliteMailStore.initialise(database);
        byte[] bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, HEADER, bytes.length, (byte) 0x5a);
        Files.write(database, bytes);

        assertRefused(database.toString(), "damaged");
    }

    @Test
    void startShouldFailAndChangeNothingWhenTheDatabaseIsNone() throws Exception {
        Files.writeString(database, "This is no database, but somebody may need it.\n".repeat(100));

        assertRefused(database.toString(), "is not an SQLite database");
    }

    @Test
    void startShouldFailAndChangeNothingWhenTheDatabaseIsNewer() throws Exception {
        SqliteMailStore.initialise(database);
        execute("INSERT INTO schema_migrations(version, name, checksum) VALUES (999, 'future', 'x')");

        assertRefused(database.toString(), "schema version 999", "newer Mailcloak");
    }

    @Test
    void startShouldFailAndLeaveTheOtherProcessAloneWhenThePolicySocketIsInUse() throws Exception {
        assertRefusedWhenInUse(policySocket);
    }

    @Test
    void startShouldFailAndLeaveTheOtherProcessAloneWhenTheSocketmapSocketIsInUse() throws Exception {
        assertRefusedWhenInUse(socketmapSocket);
    }

    @Test
    void checkShouldTellWhatAStartWouldUseAndOpenNoSocket() throws Exception {
        SqliteMailStore.initialise(database);
        Map<String, String> before = contents();

        try (ServerProcess server = start("--check", "config.yaml")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.out())
                    .hasLineCount(3)
                    .startsWith("ok: look-ups: answers")
                    .contains(
                            "ok: aliases: 0 in force",
                            "OK: provider local",
                            database.toString(),
                            policySocket.toString(),
                            socketmapSocket.toString());
            assertThat(contents()).isEqualTo(before);
        }
    }

    @Test
    void checkShouldMakeNothingWhenThereIsNoFile() throws Exception {
        Map<String, String> before = contents();

        try (ServerProcess server = start("--check")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.out()).contains("a start would make it", "OK: provider local");
            assertThat(contents()).isEqualTo(before);
        }
    }

    @Test
    void checkShouldTellOfAMigrationAndChangeNothingWhenTheDatabaseIsOlder() throws Exception {
        SqliteMailStore.initialise(database);
        execute("DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)");
        Map<String, String> before = contents();

        try (ServerProcess server = start("--check", "config.yaml")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.out()).contains("is of an older version; a start would migrate it", "OK: provider local");
            assertThat(contents()).isEqualTo(before);
        }
    }

    @Test
    void checkShouldFailAndMakeNothingWhenTheDatabaseOfAFileIsMissing() throws Exception {
        Map<String, String> before = contents();

        try (ServerProcess server = start("--check", "config.yaml")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors()).singleElement().asString().contains("does not exist");
            assertThat(contents()).isEqualTo(before);
        }
    }

    @Test
    void everyLineOfTheLogShouldBeJsonWhenTheConfigurationSaysSo() throws Exception {
        SqliteMailStore.initialise(database);
        Files.writeString(config, Files.readString(config) + "log:\n  format: json\n");

        try (ServerProcess server = start("config.yaml").awaitReady()) {
            assertThat(server.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"time\":"));
        }
    }

    @Test
    void serverShouldEndInOrderWhenItIsTerminatedWithConnectionsOpen() throws Exception {
        SqliteMailStore.initialise(database);
        try (ServerProcess server = start("config.yaml").awaitReady();
                Peer idle = Peer.unix(policySocket);
                Peer used = Peer.unix(socketmapSocket);
                Peer halfSent = Peer.unix(policySocket)) {
            assertThat(used.send("7:alias *,").receive(12)).isEqualTo("9:NOTFOUND ,");
            halfSent.send("request=smtpd_access_policy\nsender=");

            server.terminate();

            assertThat(server.exitCodeWithin(STOP_PROMISE)).isZero();
            assertThat(server.err()).contains("All connections are closed\n").contains("Stopped");
            assertThat(idle.receiveToEnd() + used.receiveToEnd() + halfSent.receiveToEnd())
                    .isEmpty();
            assertThat(contents()).containsOnlyKeys("config.yaml", "state.db");
        }
    }

    @Test
    void embeddedDefaultShouldServeFromItsFolderWhenThereIsNoFile() throws Exception {
        Path data = folder.resolve("mailcloak-data");
        try (ServerProcess server = start().awaitReady();
                Peer policy = Peer.unix(data.resolve("policy.sock"));
                Peer socketmap = Peer.unix(data.resolve("socketmap.sock"))) {
            assertThat(policy.send("request=smtpd_access_policy\nprotocol_state=RCPT\nrecipient=x@else.test\n\n")
                            .receive(ELSEWHERE.length()))
                    .isEqualTo(ELSEWHERE);
            assertThat(socketmap.send("7:alias *,").receive(12)).isEqualTo("9:NOTFOUND ,");

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(data).isDirectoryContaining(file -> file.endsWith("state.db"));
            assertThat(data.resolve("policy.sock")).doesNotExist();
        }
    }

    @Test
    void serviceManagerShouldBeToldWhenTheServerIsReadyAndWhenItStops() throws Exception {
        SqliteMailStore.initialise(database);
        String name = logs.resolve("notify").toString();
        try (DatagramSocket manager = new DatagramSocket(name);
                ServerProcess server = ServerProcess.start(
                                folder, logs, Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "400000"), "config.yaml")
                        .awaitReady()) {
            List<String> told = new CopyOnWriteArrayList<>();
            Awaitility.await().until(() -> {
                told.addAll(manager.received());
                return told.containsAll(List.of("READY=1", "WATCHDOG=1"));
            });

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(manager.received()).contains("STOPPING=1");
        }
    }

    private ServerProcess start(String... arguments) {
        return ServerProcess.start(folder, logs, arguments);
    }

    private void assertRefused(String... message) throws Exception {
        Map<String, String> before = contents();
        try (ServerProcess server = start("config.yaml")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .startsWith("mailcloak-server: ")
                    .contains(message);
            assertThat(contents()).isEqualTo(before);
        }
    }

    private void assertRefusedWhenInUse(Path socket) throws Exception {
        SqliteMailStore.initialise(database);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));

            assertRefused("Socket " + socket, "in use");

            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every file of the folder by name, with its bytes; of what is no regular file only that it is there. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> contents.put(file.getFileName().toString(), content(file)));
        }
        return contents;
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file) ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
