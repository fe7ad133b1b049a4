package org.mailcloak.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway whose Postfix asks for every table by tcp_table(5). */
@RealMail
class TcpTablesTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias     | sales@d1.test        | alice@d1.test, bob@d1.test",
                "alias     | sales+x@d1.test      | alice+x@d1.test, bob+x@d1.test",
                "alias     | two words@d1.test    | \"a b\"@d1.test",
                "alias     | staff@d1.test        | alice@d1.test, bob@d1.test",
                "alias     | b\u00fcro@d1.test    | alice@d1.test",
                "alias     | 100%@d1.test         | alice@d1.test",
                "domain    | d1.test              | OK",
                "mailbox   | alice@d1.test        | OK",
                "recipient | sales@d1.test        | OK",
                "sender    | sales@d1.test        | alice",
                "access    | bob@d1.test          | 554 5.7.1 Sending is disabled for this account"
            })
    void postfixShouldReadTheValueOfEachMap(String map, String key, String value) {
        assertThat(gateway.postmap(map, key).stdout().strip()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "alias, nobody@d1.test",
        "alias, *",
        "domain, far.example",
        "mailbox, sales@d1.test",
        "access, alice@d1.test"
    })
    void postfixShouldFindNothingWhereNothingIs(String map, String key) {
        Command.Outcome outcome = gateway.postmap(map, key);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stdout() + outcome.stderr()).isBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d1.test, 250",
        "SALES+x@D1.TEST, 250",
        "\"two words\"@d1.test, 250",
        "staff@d1.test, 250",
        "nobody@d1.test, 550",
        "someone@far.example, 554"
    })
    void smtpShouldAnswerByTheTables(String recipient, int code) {
        try (SmtpClient client = SmtpClient.connect(gateway.port())) {
            assertThat(client.probe(OUTSIDE_SENDER, recipient).code()).isEqualTo(code);
        }
    }

    @Test
    void aliasShouldBeExpandedWhenMailIsSent() {
        int mark = gateway.postfix().log().mark();
        try (SmtpClient client = SmtpClient.connect(gateway.port())) {
            assertThat(client.send(OUTSIDE_SENDER, "sales@d1.test", TestMessage.unique())
                            .code())
                    .isEqualTo(250);
        }

        gateway.postfix()
                .log()
                .await(mark, line -> line.contains("to=<alice@d1.test>") && line.contains("status=sent"));
        gateway.postfix().log().await(mark, line -> line.contains("to=<bob@d1.test>") && line.contains("status=sent"));
    }

    @Test
    void answerShouldBeTemporaryWhenItIsTooLongForTheProtocol() {
        Command.Outcome outcome = gateway.postmap("alias", "long@d1.test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("query error");
        try (SmtpClient client = SmtpClient.connect(gateway.port())) {
            assertThat(client.probe(OUTSIDE_SENDER, "long@d1.test").text()).startsWith("451 4.3.0 ");
        }
    }

    private record Gateway(
            Sandbox sandbox, PostfixInstance postfix, Path sockets, Map<String, Integer> tables, int port)
            implements AutoCloseable {

        static Gateway start() {
            Sandbox sandbox = new Sandbox();
            boolean done = false;
            try {
                Map<String, Integer> tables = new LinkedHashMap<>();
                for (String map : List.of("alias", "domain", "mailbox", "recipient", "sender", "access")) {
                    tables.put(map, sandbox.freePort());
                }
                Path sockets = sandbox.directory("spool/mailcloak", "root", "rwxr-xr-x");
                Gateway gateway =
                        new Gateway(sandbox, new PostfixInstance(sandbox), sockets, tables, sandbox.freePort());
                gateway.startServers();
                done = true;
                return gateway;
            } finally {
                if (!done) {
                    sandbox.close();
                }
            }
        }

        private void startServers() {
            Path database = sandbox.directory("db", "root", "rwx------").resolve("state.db");
            sandbox.directory("log", "root", "rwxr-xr-x");
            Mailcloakctl ctl = new Mailcloakctl(sandbox, database);
            ctl.run("init");
            ctl.run("domains", "add", "d1.test");
            ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
            ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
            ctl.run("users", "block-sending", "bob");
            ctl.run("groups", "add", "staff", "--address", "staff@d1.test", "--posting", "anyone");
            ctl.run("groups", "member", "add", "staff", "alice", "bob");
            ctl.run("aliases", "add", "sales@d1.test", "alice", "--also", "bob");
            ctl.run("aliases", "add", "two words@d1.test", "a b");
            ctl.run("aliases", "add", "b\u00fcro@d1.test", "alice");
            ctl.run("aliases", "add", "100%@d1.test", "alice");
            String[] line = new String[104];
            System.arraycopy(new String[] {"aliases", "add", "long@d1.test", "alice", "--also"}, 0, line, 0, 5);
            for (int i = 5; i < line.length; i++) {
                line[i] = "reader" + i + "-".repeat(20) + "@some.where.far.example";
            }
            ctl.run(line);
            ServerConfiguration configuration = new ServerConfiguration(
                            "provider: local\n",
                            database,
                            sockets.resolve("policy"),
                            sockets.resolve("map"),
                            """
                            socket_owner_user: postfix
                            socket_owner_group: postfix
                            tcp_tables: {%s}
                            allowed_networks: 192.0.2.0/24
                            """.formatted(tables.entrySet().stream()
                                            .map(table ->
                                                    table.getKey() + ": \"inet:127.0.0.1:" + table.getValue() + "\"")
                                            .collect(Collectors.joining(", ")))
                                    .indent(2))
                    .withPolicy("recipient_delimiter: \"+\"\n");
            new MailcloakServer(sandbox, configuration).start();
            postfix.start(Map.of("main.cf", mainCf(), "master.cf", masterCf()));
        }

        private String table(String map) {
            return "tcp:127.0.0.1:" + tables.get(map);
        }

        private String mainCf() {
            return postfix.ownParameters()
                    + """
                    compatibility_level = 3.6
                    myhostname = mx.d1.test
                    myorigin = d1.test
                    mydestination =
                    mynetworks = 192.0.2.1/32
                    alias_maps =
                    alias_database =
                    local_recipient_maps =
                    recipient_delimiter = +
                    smtpd_error_sleep_time = 0s
                    smtpd_client_connection_count_limit = 0
                    smtpd_relay_restrictions = reject_unauth_destination
                    smtpd_recipient_restrictions = check_policy_service unix:mailcloak/policy, check_sender_access %s
                    smtpd_sender_login_maps = %s
                    relay_transport = discard:gateway
                    relay_domains = %s
                    relay_recipient_maps = %s
                    virtual_alias_maps = %s
                    virtual_alias_domains =
                    """.formatted(
                            table("access"), table("sender"), table("domain"), table("recipient"), table("alias"));
        }

        private String masterCf() {
            return "127.0.0.1:%d inet n - n - - smtpd\n".formatted(port) + PostfixInstance.ownServices();
        }

        /** Postfix's own client of maps, which sends the key as it stands. */
        Command.Outcome postmap(String map, String key) {
            return sandbox.command(Duration.ofSeconds(60))
                    .run("", List.of("postmap", "-c", sandbox.path("postfix").toString(), "-q", key, table(map)));
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
