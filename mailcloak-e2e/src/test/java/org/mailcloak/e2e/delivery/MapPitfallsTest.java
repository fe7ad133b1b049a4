package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.mail.Gateway;
import org.mailcloak.e2e.mail.RealMail;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.TestMessage;

/**
 * A gateway that hands mail on, with settings that a careless operator leaves at their defaults, and what Postfix's own client
 * for maps is answered. The mail itself is thrown away.
 */
@RealMail
class MapPitfallsTest {

    private static final String OUTSIDE_SENDER = "someone@outside.example";
    private static final List<String> MAPS = List.of("alias", "domain", "mailbox", "recipient", "sender", "access");

    private static Gateway gateway;
    private static int wrongMapPort;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        wrongMapPort = gateway.freePort();
        gateway.populate();
        gateway.ctl().run("domains", "add", "all.test");
        gateway.ctl().run("aliases", "add", "@all.test", "bob");
        gateway.start("", """
                relay_domains = socketmap:unix:mailcloak/socketmap:domain
                relay_recipient_maps = socketmap:unix:mailcloak/socketmap:recipient
                virtual_alias_maps = socketmap:unix:mailcloak/socketmap:alias
                """, """
                127.0.0.1:%d inet n - n - - smtpd
                  -o relay_recipient_maps=socketmap:unix:mailcloak/socketmap:nosuch
                """.formatted(wrongMapPort));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static Command.Outcome postmap(String map, String key) {
        return gateway.postmap("socketmap:unix:" + gateway.socketmap() + ":" + map, key);
    }

    private static String lookUp(String map, String key) {
        return postmap(map, key).stdout().strip();
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
            Command.Outcome outcome = postmap(map, key);
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
            alias     | any@all.test         | bob@d1.test
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
        int mark = gateway.log().mark();

        try (SmtpClient client = gateway.connect()) {
            assertThat(client.send(OUTSIDE_SENDER, "any@all.test", TestMessage.unique())
                            .code())
                    .isEqualTo(250);
        }

        gateway.log().await(mark, line -> line.contains("to=<bob@d1.test>") && line.contains("status=sent"));
        assertThat(gateway.log().since(mark)).noneMatch(line -> line.contains("virtual alias table"));
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
        try (SmtpClient client = gateway.connect()) {
            assertThat(client.probe(OUTSIDE_SENDER, recipient).text()).startsWith(answer);
        }
    }

    @Test
    void unknownMapShouldDeferAndNeverRefuse() {
        Command.Outcome outcome = postmap("nosuch", "alice@d1.test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("permanent error");
        try (SmtpClient client = SmtpClient.connect(wrongMapPort)) {
            assertThat(client.probe(OUTSIDE_SENDER, "alice@d1.test").text()).startsWith("451 4.3.");
        }
    }
}
