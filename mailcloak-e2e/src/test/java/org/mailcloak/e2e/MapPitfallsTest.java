package org.mailcloak.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway that hands mail on, with settings that a careless operator leaves at their defaults, and what Postfix's own client
 * for maps is answered. The mail itself is thrown away.
 */
@RealMail
class MapPitfallsTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";
    private static final List<String> MAPS = List.of("alias", "domain", "mailbox", "recipient", "sender", "access");

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

    private static String lookUp(String map, String key) {
        return gateway.postmap(map, key).stdout().strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "<>",
                "\"<>\"",
                "@all.test",
                "@d1.test",
                "all.test.example",
                "far.example",
                "",
                " ",
                "x@far.example",
                "alice@[127.0.0.1]",
                "[127.0.0.1]",
                "alice"
            })
    void keyOfNothingShouldHaveNoEntryInAnyMap(String key) {
        for (String map : MAPS) {
            Command.Outcome outcome = gateway.postmap(map, key);
            assertThat(outcome.stdout()).as("%s of %s", key, map).isEmpty();
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1.test", "all.test"})
    void localDomainShouldHaveAnEntryAmongTheDomainsAlone(String domain) {
        for (String map : MAPS) {
            assertThat(lookUp(map, domain)).as(map).isEqualTo(map.equals("domain") ? "OK" : "");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alias     | sales@d1.test        | alice@d1.test, bob@d1.test
            alias     | SALES@D1.Test        | alice@d1.test, bob@d1.test
            alias     | "sales"@d1.test      | alice@d1.test, bob@d1.test
            alias     | sales+x@d1.test      | alice+x@d1.test, bob+x@d1.test
            alias     | any@all.test         | bob@all.test
            mailbox   | alice+x@d1.test      | OK
            recipient | any@all.test         | OK
            sender    | sales@d1.test        | alice
            access    | bob@d1.test          | 554 5.7.1 Sending is disabled for this account
            """)
    void addressShouldBeFoundThoughPostfixSendsWholeKeysOnly(String map, String key, String value) {
        assertThat(lookUp(map, key)).isEqualTo(value);
    }

    /** Left at its default, {@code virtual_alias_domains} asks the alias map for domains. */
    @Test
    void domainShouldNotBecomeAVirtualAliasDomainWhenItHasACatchAll() {
        int mark = gateway.postfix().log().mark();

        try (SmtpClient client = SmtpClient.connect(gateway.port())) {
            assertThat(client.send(OUTSIDE_SENDER, "any@all.test", TestMessage.unique())
                            .code())
                    .isEqualTo(250);
        }

        gateway.postfix().log().await(mark, line -> line.contains("to=<bob@all.test>") && line.contains("status=sent"));
        assertThat(gateway.postfix().log().since(mark)).noneMatch(line -> line.contains("virtual alias table"));
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d1.test, 250 ",
        "SALES+x@d1.test, 250 ",
        "any@all.test, 250 ",
        "nosuch@d1.test, 550 5.1.1 ",
        "any@sub.all.test, 554 5.7.1 ",
        "someone@elsewhere.example, 554 5.7.1 "
    })
    void gatewayShouldTakeMailForKnownRecipientsAlone(String recipient, String answer) {
        try (SmtpClient client = SmtpClient.connect(gateway.port())) {
            assertThat(client.probe(OUTSIDE_SENDER, recipient).text()).startsWith(answer);
        }
    }

    @Test
    void unknownMapShouldDeferAndNeverRefuse() {
        Command.Outcome outcome = gateway.postmap("transport", "alice@d1.test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("permanent error");
        try (SmtpClient client = SmtpClient.connect(gateway.wrongMapPort())) {
            assertThat(client.probe(OUTSIDE_SENDER, "alice@d1.test").text()).startsWith("451 4.3.");
        }
    }

    /** A private Postfix with {@code relay_domains}, and a server. */
    private record Gateway(Sandbox sandbox, PostfixInstance postfix, Path socketmap, int port, int wrongMapPort)
            implements AutoCloseable {

        static Gateway start() {
            Sandbox sandbox = new Sandbox();
            boolean done = false;
            try {
                Gateway gateway = new Gateway(
                        sandbox,
                        new PostfixInstance(sandbox),
                        sandbox.directory("spool/mailcloak", "root", "rwxr-xr-x")
                                .resolve("socketmap"),
                        sandbox.freePort(),
                        sandbox.freePort());
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
            ctl.run("domains", "add", "all.test");
            ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
            ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
            ctl.run("users", "block-sending", "bob");
            ctl.run("aliases", "add", "sales@d1.test", "alice", "--also", "bob");
            ctl.run("aliases", "add", "@all.test", "bob");
            ServerConfiguration configuration = ServerConfiguration.forPostfix(
                            "provider: local\n", database, socketmap.resolveSibling("policy"), socketmap)
                    .withPolicy("recipient_delimiter: \"+\"\n");
            new MailcloakServer(sandbox, configuration).start();
            postfix.start(Map.of("main.cf", mainCf(), "master.cf", masterCf()));
        }

        private String mainCf() {
            return postfix.ownParameters() + """
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
                    relay_transport = discard:gateway
                    relay_domains = socketmap:unix:mailcloak/socketmap:domain
                    relay_recipient_maps = socketmap:unix:mailcloak/socketmap:recipient
                    virtual_alias_maps = socketmap:unix:mailcloak/socketmap:alias
                    """;
        }

        private String masterCf() {
            return """
                    127.0.0.1:%d inet n - n - - smtpd
                    127.0.0.1:%d inet n - n - - smtpd
                      -o relay_recipient_maps=socketmap:unix:mailcloak/socketmap:transport
                    """.formatted(port, wrongMapPort) + PostfixInstance.ownServices();
        }

        /** Postfix's own client of maps, which sends the key as it stands. */
        Command.Outcome postmap(String map, String key) {
            return sandbox.command(Duration.ofSeconds(30))
                    .run(
                            "",
                            List.of(
                                    "postmap",
                                    "-c",
                                    sandbox.path("postfix").toString(),
                                    "-q",
                                    key,
                                    "socketmap:unix:" + socketmap + ":" + map));
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
