package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.LogSection.Addresses;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.logging.LogCapture;

class DecisionLogTest {

    private static final Pattern PAIR = Pattern.compile(" ([a-z_]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^ \"=\\\\]+)");

    @Test
    void lineShouldHoldWhatADecisionWasAbout() {
        PolicyQuery question =
                new PolicyQuery(ProtocolState.RCPT, "alice@d1.test", "bob@else.test", "PLAIN", "alice", "192.0.2.1");

        Map<String, String> pairs = written(Addresses.FULL, question, Reason.USER_OWNS_SENDER, "4XyZ");

        assertThat(pairs)
                .containsEntry("verdict", "pass")
                .containsEntry("reason", "user_owns_sender")
                .containsEntry("stage", "RCPT")
                .containsEntry("queue", "4XyZ")
                .containsEntry("client", "192.0.2.1")
                .containsEntry("method", "PLAIN")
                .containsEntry("login", "alice")
                .containsEntry("sender", "alice@d1.test")
                .containsEntry("recipient", "bob@else.test")
                .containsKey("took_us")
                .containsEntry("port", "40112")
                .containsEntry("instance", "1b2c.692b.0")
                .containsEntry("id", "0000001Z")
                .hasSize(13);
    }

    @ParameterizedTest
    @EnumSource
    void everyDecisionShouldHaveTheSameFieldsInTheSameOrder(Reason reason) {
        PolicyQuery question =
                new PolicyQuery(ProtocolState.RCPT, "alice@d1.test", "bob@else.test", "PLAIN", "alice", "192.0.2.1");

        assertThat(written(Addresses.FULL, question, reason, "4XyZ").keySet())
                .containsExactly(
                        "verdict",
                        "reason",
                        "stage",
                        "queue",
                        "client",
                        "method",
                        "login",
                        "sender",
                        "recipient",
                        "took_us",
                        "port",
                        "instance",
                        "id");
    }

    @ParameterizedTest
    @CsvSource({
        "FULL,   alice@d1.test, alice@d1.test",
        "DOMAIN, alice@d1.test, *@d1.test",
        "NONE,   alice@d1.test, *",
        "FULL,   alice, alice",
        "DOMAIN, alice, *",
        "NONE,   alice, *",
        "DOMAIN, a@b@d1.test, *@d1.test",
        "DOMAIN, alice%d1.test, *"
    })
    void addressShouldBeShownAsTheOperatorChose(Addresses addresses, String text, String shown) {
        PolicyQuery question = new PolicyQuery(ProtocolState.RCPT, text, text, "plain", text, "192.0.2.1");

        Map<String, String> pairs = written(addresses, question, Reason.USER_OWNS_SENDER, "");

        assertThat(pairs)
                .containsEntry("login", shown)
                .containsEntry("sender", shown)
                .containsEntry("recipient", shown);
    }

    @ParameterizedTest
    @CsvSource({"FULL, alice@d1.test", "DOMAIN, *@d1.test", "NONE, *"})
    void keyOfALookupShouldBeShownAsTheOperatorChose(Addresses addresses, String shown) {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            new DecisionLog(addresses).write("alias", "alice@d1.test", SocketmapReply.ok("secret@d1.test"), 5_000);

            assertThat(log.messages(Level.DEBUG))
                    .containsExactly("lookup map=alias key=" + shown + " reply=ok took_us=5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "USER_OWNS_SENDER, INFO",
        "USER_NOT_OWNER, INFO",
        "IDP_UNAVAILABLE, WARN",
        "INTERNAL_ERROR, WARN",
        "NO_RECIPIENT, INFO",
        "STAGE_NOT_CHECKED, DEBUG"
    })
    void levelShouldFollowTheVerdict(Reason reason, String level) {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            write(Addresses.FULL, question("a@d1.test"), reason, "");

            assertThat(log.messages(Level.toLevel(level))).hasSize(1);
            assertThat(log.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "a\u0000b",
                "a\u001b[31mb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u200bb",
                "a\ufeffb",
                "a\ue000b",
                "a\"b",
                "a\\b",
                "a b",
                "a\" verdict=pass x=\"",
                "x verdict=pass reason=user_owns_sender",
                "verdict=pass",
                "=",
                "\"",
                "\\",
                "\\\" verdict=pass"
            })
    void lineShouldStayOneWithItsOwnPairsWhenAValueTriesToForge(String value) {
        PolicyQuery hostile = new PolicyQuery(ProtocolState.RCPT, value, value, value, value, value);

        Map<String, String> pairs = written(Addresses.FULL, hostile, Reason.USER_NOT_OWNER, value);

        assertThat(pairs)
                .containsEntry("verdict", "reject")
                .containsEntry("reason", "user_not_owner")
                .hasSize(13);
        assertThat(pairs.get("sender"))
                .isEqualTo(pairs.get("recipient"))
                .isEqualTo(pairs.get("client"))
                .isEqualTo(pairs.get("queue"))
                .hasSizeGreaterThanOrEqualTo(value.length() + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', \"a\\u000ab\"",
        "a\u2028b, \"a\\u2028b\"",
        "a\u202eb, \"a\\u202eb\"",
        "b\u00fccher@d1.test, \"b\u00fccher@d1.test\""
    })
    void characterShouldBeVisibleWhateverItIs(String value, String shown) {
        Map<String, String> pairs = written(Addresses.FULL, question(value), Reason.USER_NOT_OWNER, "");

        assertThat(pairs).containsEntry("sender", shown);
    }

    @Test
    void nullSenderShouldBeShownAsPostfixWritesIt() {
        assertThat(written(Addresses.NONE, question(""), Reason.SENDER_NOT_LOCAL, ""))
                .containsEntry("sender", "<>")
                .doesNotContainKeys("login", "method", "queue");
    }

    @ParameterizedTest
    @CsvSource({"FULL, true", "DOMAIN, false", "NONE, false"})
    void wayOfABrokenAliasShouldBeShownWhereAddressesAre(Addresses addresses, boolean shown) {
        Decision decision =
                new Decision(Reason.ALIAS_BROKEN, Optional.of("it leads back to itself: a@d1.test -> b@d1.test"));
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            new DecisionLog(addresses).write(question("x@far.example"), decision, origin(""), 1);

            assertThat(log.events().get(0).getFormattedMessage().contains(" -> "))
                    .isEqualTo(shown);
        }
    }

    private static PolicyQuery question(String sender) {
        return new PolicyQuery(ProtocolState.RCPT, sender, "bob@d1.test", "", "", "192.0.2.1");
    }

    private static void write(Addresses addresses, PolicyQuery question, Reason reason, String queue) {
        new DecisionLog(addresses).write(question, new Decision(reason, Optional.empty()), origin(queue), 1_234_567);
    }

    private static DecisionLog.Origin origin(String queue) {
        return new DecisionLog.Origin(63, queue, "40112", "1b2c.692b.0");
    }

    /** The pairs of the one line that was written, as they stand in it, quotes included. */
    private static Map<String, String> written(Addresses addresses, PolicyQuery question, Reason reason, String queue) {
        try (LogCapture log = LogCapture.from(Level.DEBUG)) {
            write(addresses, question, reason, queue);
            assertThat(log.events()).hasSize(1);
            String line = log.events().get(0).getFormattedMessage();
            assertThat(line).startsWith("decision ").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}]");
            return pairs(line.substring("decision".length()));
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            assertThat(pairs.put(matcher.group(1), matcher.group(2))).isNull();
            end = matcher.end();
        }
        assertThat(end).as("all of " + text).isEqualTo(text.length());
        return pairs;
    }
}
