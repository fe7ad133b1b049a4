package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.cli.logs.LoggedDecision;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.PolicyQuery;

/**
 * A decision and how it came about.
 *
 * @param asked the sources, in the order in which they were asked
 * @param mirror what the server says of the one it decides by; empty if it has none
 * @param logged what the server decided then; empty if the question was not taken from its log
 */
record ExplainResult(
        PolicyQuery question,
        AddressReading sender,
        AddressReading recipient,
        List<QueryTrace.Asked> asked,
        Optional<MirrorStatusClient> mirror,
        Decision decision,
        Optional<LoggedDecision> logged) {

    ExplainResult {
        asked = List.copyOf(asked);
    }

    void print(Output output) {
        output.line("sender", sender.shown(), sender.words());
        output.line("recipient", recipient.shown(), recipient.words());
        output.line("login", shown(question.saslUsername()), shown(question.saslMethod()));
        output.line("client", shown(question.clientAddress()));
        for (QueryTrace.Asked source : asked) {
            output.line(
                    "asked",
                    source.source(),
                    source.question(),
                    source.answer(),
                    "asked now, " + milliseconds(source.took()) + " ms");
        }
        mirror.ifPresent(server -> output.line("mirror", server.words()));
        decision.detail().ifPresent(detail -> output.line("detail", detail));
        output.line("rule", code(), decision.reason().description());
        output.line("action", decision.reason().action());
    }

    JsonObjectBuilder json() {
        JsonArrayBuilder sources = Json.createArrayBuilder();
        for (QueryTrace.Asked source : asked) {
            sources.add(Json.createObjectBuilder()
                    .add("source", source.source())
                    .add("question", source.question())
                    .add("answer", source.answer())
                    .add("age_seconds", 0)
                    .add("took_ms", Double.parseDouble(milliseconds(source.took()))));
        }
        JsonObjectBuilder json = logged.map(ExplainResult::json).orElseGet(Json::createObjectBuilder);
        mirror.ifPresent(server -> json.add("mirror", server.json()));
        return json.add("sender", sender.json())
                .add("recipient", recipient.json())
                .add("login", question.saslUsername())
                .add("method", question.saslMethod())
                .add("client_address", question.clientAddress())
                .add("asked", sources)
                .add("reason", code())
                .add("description", decision.reason().description())
                .add(
                        "detail",
                        decision.detail().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
                .add("verdict", decision.verdict().name().toLowerCase(Locale.ROOT))
                .add("action", decision.reason().action());
    }

    static JsonObjectBuilder json(LoggedDecision logged) {
        JsonObjectBuilder fields = Json.createObjectBuilder();
        logged.fields().forEach(fields::add);
        return Json.createObjectBuilder().add("logged", fields);
    }

    private String code() {
        return decision.reason().name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String milliseconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toNanos() / 1_000_000.0);
    }
}
