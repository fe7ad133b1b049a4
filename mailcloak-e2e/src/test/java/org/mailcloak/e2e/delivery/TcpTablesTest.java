package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.mail.Gateway;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/** A gateway whose Postfix asks for every table by tcp_table(5). */
@RealMail
class TcpTablesTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";

    private static final Map<String, Integer> TABLES = new LinkedHashMap<>();

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        for (String map : List.of("alias", "domain", "mailbox", "recipient", "sender", "access")) {
            TABLES.put(map, gateway.freePort());
        }
        gateway.populate();
        populate(gateway.ctl());
        gateway.start(tables(), mainCf(), "");
    }

    private static void populate(CtlRunner ctl) {
        ctl.run("groups", "add", "staff", "--address", "staff@d1.test", "--posting", "anyone");
        ctl.run("groups", "member", "add", "staff", "alice", "bob");
        gateway.database().addAlias("two words@d1.test", "alice");
        ctl.run("aliases", "add", "b\u00fcro@d1.test", "alice");
        gateway.database().addAlias("100%@d1.test", "alice");
        List<String> line = new ArrayList<>(List.of("aliases", "add", "long@d1.test", "alice", "--also"));
        for (int i = 0; i < 99; i++) {
            line.add("reader" + i + "-".repeat(20) + "@some.where.far.example");
        }
        ctl.run(line.toArray(String[]::new));
    }

    private static String tables() {
        return """
                tcp_tables: {%s}
                allowed_networks: 192.0.2.0/24
                """.formatted(TABLES.entrySet().stream()
                        .map(table -> table.getKey() + ": \"inet:127.0.0.1:" + table.getValue() + "\"")
                        .collect(Collectors.joining(", ")))
                .indent(2);
    }

    private static String mainCf() {
        return """
                smtpd_recipient_restrictions = check_policy_service unix:mailcloak/policy, check_sender_access %s
                smtpd_sender_login_maps = %s
                relay_domains = %s
                relay_recipient_maps = %s
                virtual_alias_maps = %s
                virtual_alias_domains =
                """.formatted(table("access"), table("sender"), table("domain"), table("recipient"), table("alias"));
    }

    private static String table(String map) {
        return "tcp:127.0.0.1:" + TABLES.get(map);
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
                "alias     | two words@d1.test    | alice@d1.test",
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
        assertThat(gateway.postmap(table(map), key).stdout().strip()).isEqualTo(value);
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
        Command.Outcome outcome = gateway.postmap(table(map), key);

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
        try (SmtpClient client = gateway.connect()) {
            assertThat(client.probe(OUTSIDE_SENDER, recipient).code()).isEqualTo(code);
        }
    }

    @Test
    void aliasShouldBeExpandedWhenMailIsSent() {
        int mark = gateway.log().mark();
        try (SmtpClient client = gateway.connect()) {
            assertThat(client.send(OUTSIDE_SENDER, "sales@d1.test", TestMessage.unique())
                            .code())
                    .isEqualTo(250);
        }

        gateway.log().await(mark, line -> line.contains("to=<alice@d1.test>") && line.contains("status=sent"));
        gateway.log().await(mark, line -> line.contains("to=<bob@d1.test>") && line.contains("status=sent"));
    }

    @Test
    void answerShouldBeTemporaryWhenItIsTooLongForTheProtocol() {
        Command.Outcome outcome = gateway.postmap(table("alias"), "long@d1.test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("query error");
        try (SmtpClient client = gateway.connect()) {
            assertThat(client.probe(OUTSIDE_SENDER, "long@d1.test").text()).startsWith("451 4.3.0 ");
        }
    }
}
