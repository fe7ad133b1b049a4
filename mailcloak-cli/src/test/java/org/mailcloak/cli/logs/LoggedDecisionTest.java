package org.mailcloak.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;

class LoggedDecisionTest {

    private static final String HEAD = "2026-11-21T05:36:23.920Z INFO  [serve-1] ";
    private static final String LINE =
            HEAD + "decision verdict=reject reason=user_not_owner stage=RCPT client=192.0.2.1"
                    + " method=PLAIN login=alice sender=bob@d1.test recipient=x@far.test took_us=424 port=40112"
                    + " instance=1b2c.692b.0 id=7QK2M9XD";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE,
                "Nov 21 05:36:23 mx mailcloak-server[812]: " + LINE,
                "2026-11-21T05:36:23.920112+00:00 mx mailcloak[812]: " + LINE,
                "{\"time\":\"2026-11-21T05:36:23.920Z\",\"level\":\"INFO\",\"thread\":\"serve-1\",\"logger\":\"x\","
                        + "\"event\":\"decision\",\"verdict\":\"reject\",\"reason\":\"user_not_owner\",\"stage\":\"RCPT\","
                        + "\"client\":\"192.0.2.1\",\"method\":\"PLAIN\",\"login\":\"alice\",\"sender\":\"bob@d1.test\","
                        + "\"recipient\":\"x@far.test\",\"took_us\":424,\"port\":\"40112\",\"instance\":\"1b2c.692b.0\","
                        + "\"id\":\"7QK2M9XD\"}",
                "{\"__CURSOR\":\"s=1\",\"MESSAGE\":\"" + LINE + "\"}"
            })
    void decisionShouldBeFoundInEveryFormOfTheLog(String line) throws IOException {
        Optional<LoggedDecision> found = find("noise\n" + line + "\nmore noise 7QK2M9XD", "7qk2m9xd");

        assertThat(found.orElseThrow().fields())
                .containsEntry("time", "2026-11-21T05:36:23.920Z")
                .containsEntry("level", "INFO")
                .containsEntry("reason", "user_not_owner")
                .containsEntry("took_us", "424")
                .containsEntry("port", "40112")
                .containsEntry("instance", "1b2c.692b.0")
                .containsEntry("id", "7QK2M9XD")
                .hasSize(14);
        assertThat(found.orElseThrow().question())
                .isEqualTo(new PolicyQuery(
                        ProtocolState.RCPT, "bob@d1.test", "x@far.test", "PLAIN", "alice", "192.0.2.1"));
    }

    /** Other programs write into the same log. */
    @Test
    void decisionShouldBeFoundBesideLinesThatAreNestedOrLong() throws IOException {
        String nested = "{\"id\":\"7QK2M9XD\",\"a\":" + "[".repeat(5_000);
        String large = "{\"id\":\"7QK2M9XD\",\"event\":\"decision\",\"a\":\"" + "x".repeat(1_000_000) + "\"}";

        assertThat(find(nested + "\n" + LINE + "\n" + nested + "\n" + large, "7QK2M9XD"))
                .hasValueSatisfying(found -> assertThat(found.field("reason")).isEqualTo("user_not_owner"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what a client wrote into a sender, quoted by the log
                HEAD + "decision verdict=pass sender=\"x id=7QK2M9XD\" id=00000000",
                HEAD + "decision verdict=pass sender=\"x\\\" id=7QK2M9XD\" id=00000000",
                // a message that holds a whole line
                HEAD + "Map alias: " + LINE,
                HEAD + "lookup map=alias key=7QK2M9XD id=7QK2M9XD",
                "decision verdict=pass id=7QK2M9XD",
                HEAD + "decision verdict=pass id=7QK2M9XD \"",
                "{\"event\":\"lookup\",\"id\":\"7QK2M9XD\"}",
                "{\"event\":\"decision\",\"sender\":\"7QK2M9XD\",\"id\":\"00000000\"}",
                "{\"event\":\"decision\",\"id\":\"7QK2M9XD\"",
                "{\"MESSAGE\":[1,2],\"x\":\"7QK2M9XD\"}"
            })
    void lineShouldNotBeTakenWhenItsIdIsNotThatOfItsDecision(String line) throws IOException {
        assertThat(find(line, "7QK2M9XD")).isEmpty();
    }

    @Test
    void valueShouldBeAsItWasWhenTheLogQuotedIt() throws IOException {
        String line = HEAD + "decision verdict=reject sender=\"a \\\"b\\\\\\u000ac=d\" id=7QK2M9XD";

        assertThat(find(line, "7QK2M9XD").orElseThrow().field("sender")).isEqualTo("a \"b\\\nc=d");
    }

    @Test
    void quotedValueShouldBeReadWhenItIsLong() throws IOException {
        String line = HEAD + "decision sender=\"" + "a\\\\ ".repeat(20_000) + "\" id=7QK2M9XD";

        assertThat(find(line, "7QK2M9XD").orElseThrow().field("sender")).hasSize(60_000);
    }

    @Test
    void lastDecisionShouldBeTakenWhenAnIdIsThereTwice() throws IOException {
        String second = LINE.replace("reject", "pass");

        assertThat(find(LINE + "\n" + second, "7QK2M9XD").orElseThrow().field("verdict"))
                .isEqualTo("pass");
    }

    private static Optional<LoggedDecision> find(String log, String id) throws IOException {
        return LoggedDecision.find(new BufferedReader(new StringReader(log)), id);
    }
}
