package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Both layouts: text and JSON. */
class LayoutTest {

    private static final String STRING = "\"(?:[^\"\\\\\\x00-\\x1f]++|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-f]{4}))*+\"";

    /** An object of RFC 8259 that has strings only. */
    private static final Pattern JSON_OBJECT =
            Pattern.compile("\\{" + STRING + ":" + STRING + "(?:," + STRING + ":" + STRING + ")*+\\}");

    private static final Pattern TEXT_LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z (INFO |WARN |ERROR|DEBUG|TRACE) \\[[^]]+\\] \\P{C}*");

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                "plain",
                "two\nlines",
                "2026-11-21T00:00:00Z INFO  [main] forged\r\n2026-11-21T00:00:00Z INFO  [main] forged",
                "quote\" and \\ backslash",
                "\",\"level\":\"INFO",
                "\u0000\u0001\u001f\u007f\u0080\u0085\u009f",
                "line\u2028separator, paragraph\u2029separator",
                "right to left \u202e override, \u2066 isolate, zero\u200bwidth, mark\ufeff",
                "private \ue000, unassigned \u0378",
                "b\u00fccher \u674e",
                "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void textShouldBeOneLineWhateverTheMessageHolds(String message) {
        String out = new TextLayout().doLayout(event(message));

        assertThat(out).endsWith("\n").hasLineCount(1);
        assertThat(out.substring(0, out.length() - 1)).matches(TEXT_LINE);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void jsonShouldBeOneObjectOnOneLineWhateverTheMessageHolds(String message) {
        String out = new JsonLayout().doLayout(event(message));

        assertThat(out).endsWith("}\n").hasLineCount(1).matches(JSON_OBJECT + "\n");
        assertThat(out).doesNotContainPattern("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\x7f-\\x9f]");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void jsonShouldHaveAMemberForEachPairOfALogLine(String value) {
        LogLine line = LogLine.of(
                "decision",
                10,
                pairs -> pairs.put("verdict", "reject").put("sender", value).put("login", "alice"));

        String out = new JsonLayout().doLayout(event("{}", line));

        assertThat(out)
                .matches(JSON_OBJECT + "\n")
                .containsOnlyOnce(",\"level\":\"INFO\",")
                .contains(",\"event\":\"decision\",\"verdict\":\"reject\",", "\"login\":\"alice\"}")
                .doesNotContain("\"message\":");
    }

    @Test
    void jsonShouldHoldANumberAsANumber() {
        LogLine line =
                LogLine.of("decision", 10, pairs -> pairs.put("took_us", 16_534).put("login", "17"));

        assertThat(new JsonLayout().doLayout(event("{}", line))).endsWith("\"took_us\":16534,\"login\":\"17\"}\n");
        assertThat(line).hasToString("decision took_us=16534 login=17");
    }

    @Test
    void jsonShouldHoldAMessageAsItIsWhenItIsNoLogLine() {
        String out = new JsonLayout().doLayout(event("a \"{}\"", "b\\c"));

        assertThat(out).contains("\"message\":\"a \\\"b\\\\c\\\"\"}");
    }

    @Test
    void jsonShouldHoldTheTraceInTheSameObjectWhenSomethingWasThrown() {
        LoggingEvent event = event("failed");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("two\nlines")));

        String out = new JsonLayout().doLayout(event);

        assertThat(out)
                .hasLineCount(1)
                .matches(JSON_OBJECT + "\n")
                .contains("\"error\":\"java.lang.IllegalStateException: two\\u000alines");
    }

    @Test
    void textShouldIndentTheTraceSoThatItsLinesCannotBeTakenForEvents() {
        LoggingEvent event = event("failed");
        event.setThrowableProxy(
                new ThrowableProxy(new IllegalStateException("x\n2026-11-21T00:00:00Z INFO  [main] forged\r\u2028y")));

        String[] lines = new TextLayout().doLayout(event).split("\n", -1);

        assertThat(lines[0]).matches(TEXT_LINE);
        assertThat(lines[lines.length - 1]).isEmpty();
        assertThat(Stream.of(lines).skip(1).limit(lines.length - 2L))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("    ") && line.matches("\\P{C}*"));
    }

    private static LoggingEvent event(String message, Object... arguments) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LoggingEvent event = new LoggingEvent(
                ILoggingEvent.class.getName(),
                context.getLogger("org.mailcloak.x"),
                Level.INFO,
                message,
                null,
                arguments);
        event.setThreadName("main");
        return event;
    }
}
