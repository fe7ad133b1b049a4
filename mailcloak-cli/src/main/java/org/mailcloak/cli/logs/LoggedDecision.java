package org.mailcloak.cli.logs;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.ProtocolState;

/**
 * A decision line of the server's log.
 *
 * @param fields its fields in their order, {@code time} and {@code level} first; a field without a value is absent
 */
public record LoggedDecision(Map<String, String> fields) {

    private static final String DECISION = "decision";

    /** What stands for an address that log.addresses hides. */
    private static final String HIDDEN = "*";

    /** A line of the text format, behind what syslog or the journal writes before it. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final Pattern REST = Pattern.compile(" ([A-Z]+) +\\[[^\\]]*\\] " + DECISION + "((?: .*)?)");

    /** What a value is that could be cut off from the ones beside it: see the server's LogLine. */
    private static final Pattern PAIR =
            Pattern.compile(" ([a-z_]+)=(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[^ \"=\\\\]+)");

    public LoggedDecision {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * The last decision with this id.
     *
     * @param log lines of the server's log, as text or JSON, alone or as the journal or syslog give them
     * @param id as in the log or the SMTP reply, in any case
     * @throws IOException if the log cannot be read
     */
    public static Optional<LoggedDecision> find(BufferedReader log, String id) throws IOException {
        String wanted = id.toUpperCase(Locale.ROOT);
        Optional<LoggedDecision> found = Optional.empty();
        LogLines lines = new LogLines(log);
        for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
            // Only few lines hold the id at all; the field alone counts, since a client may write anything elsewhere.
            if (line.contains(wanted)) {
                Optional<LoggedDecision> before = found;
                found = parse(line)
                        .filter(decision -> decision.field("id").equals(wanted))
                        .or(() -> before);
            }
        }
        return found;
    }

    /** Empty if the line is no decision. */
    static Optional<LoggedDecision> parse(String line) {
        String text = line.strip();
        return text.startsWith("{") ? ofJson(text) : ofText(text);
    }

    /** The value of a field; empty if it is absent. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Whether the addresses were logged whole ({@code log.addresses: full}), so that the same can be asked again. */
    public boolean isWhole() {
        return Stream.of("sender", "recipient", "login")
                .noneMatch(name -> field(name).startsWith(HIDDEN));
    }

    /** What was asked. */
    public PolicyQuery question() {
        String sender = field("sender");
        return new PolicyQuery(
                ProtocolState.of(field("stage")),
                sender.equals("<>") ? "" : sender,
                field("recipient"),
                field("method"),
                field("login"),
                field("client"),
                field("certificate"));
    }

    private static Optional<LoggedDecision> ofText(String line) {
        Matcher time = TIME.matcher(line);
        if (!time.find()) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(line).region(time.end(), line.length());
        if (!rest.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", time.group());
        fields.put("level", rest.group(1));
        String pairs = rest.group(2);
        Matcher pair = PAIR.matcher(pairs);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            fields.putIfAbsent(pair.group(1), value(pair.group(2)));
            end = pair.end();
        }
        return end == pairs.length() ? Optional.of(new LoggedDecision(fields)) : Optional.empty();
    }

    /** A quoted value is a string of JSON. */
    private static String value(String written) {
        if (!written.startsWith("\"")) {
            return written;
        }
        return json("[" + written + "]", JsonReader::readArray)
                .map(array -> array.getString(0))
                .orElse(written);
    }

    private static Optional<LoggedDecision> ofJson(String line) {
        return json(line, JsonReader::readObject).flatMap(LoggedDecision::of);
    }

    private static Optional<LoggedDecision> of(JsonObject object) {
        if (object.get("MESSAGE") instanceof JsonString message) {
            return parse(message.getString());
        }
        if (!(object.get("event") instanceof JsonString event)
                || !event.getString().equals(DECISION)) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        object.forEach((name, value) -> text(value).ifPresent(text -> fields.put(name, text)));
        fields.keySet().removeAll(List.of("thread", "logger", "event"));
        return Optional.of(new LoggedDecision(fields));
    }

    private static Optional<String> text(JsonValue value) {
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        return value instanceof JsonNumber number ? Optional.of(number.toString()) : Optional.empty();
    }

    private static <T> Optional<T> json(String text, Function<JsonReader, T> read) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return Optional.of(read.apply(reader));
        } catch (RuntimeException notJson) {
            // A nesting that is too deep comes as no JsonException; other programs write into a log too.
            return Optional.empty();
        }
    }
}
