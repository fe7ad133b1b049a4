package org.mailcloak.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;

/** What a server reports of itself, for people. */
final class StatusView {

    private static final long SECONDS_OF_A_DAY = 86_400;

    private StatusView() {}

    /** A line for each thing, and one for each reason of refusals. */
    static void print(JsonObject status, Output output) {
        output.line(
                "running",
                status.getBoolean("ready") ? "ready" : "not ready",
                "version " + status.getString("version"),
                "process " + status.getInt("pid"),
                "since " + status.getString("started") + ", "
                        + span(status.getJsonNumber("uptime_seconds").longValue()));
        provider(status.getJsonObject("provider"), output);
        if (status.get("mirror") instanceof JsonObject mirror) {
            mirror(mirror, output);
        }
        JsonObject database = status.getJsonObject("database");
        output.line(
                "database",
                database.getString("path"),
                "checked " + database.get("checked_seconds_ago") + " s ago",
                database.get("failed_checks") + " failed checks");
        status.getJsonArray("sockets")
                .getValuesAs(JsonObject.class)
                .forEach(socket -> output.line("socket", socket.getString("name"), socket.getString("address")));
        JsonObject connections = status.getJsonObject("connections");
        output.line(
                "connections",
                connections.get("open") + " open of at most " + connections.get("limit"),
                connections.get("accepted") + " accepted",
                connections.get("refused") + " refused",
                connections.get("overdue") + " overdue",
                connections.get("invalid") + " invalid",
                connections.get("heavy") + " heavy");
        status.getJsonArray("refusals")
                .getValuesAs(JsonObject.class)
                .forEach(refusal -> output.line(
                        refusal.getString("verdict"),
                        refusal.getString("reason"),
                        String.valueOf(refusal.get("count")),
                        "last " + refusal.getString("last")));
        output.line("log", status.getJsonObject("log").get("dropped_lines") + " dropped lines");
    }

    private static void provider(JsonObject provider, Output output) {
        output.line(
                "provider",
                provider.getString("id"),
                provider.getBoolean("breaker_open") ? "breaker open: it is unavailable" : "breaker closed",
                provider.get("breaker_opened") + " times open",
                provider.getBoolean("feed_live") ? "feed live" : "no live feed",
                provider.get("feed_breaks") + " breaks",
                provider.get("calls") + " calls",
                provider.get("unavailable") + " failed",
                provider.get("remembered") + " remembered");
    }

    private static void mirror(JsonObject mirror, Output output) {
        JsonValue age = mirror.getOrDefault("age_seconds", JsonValue.NULL);
        output.line(
                "mirror",
                mirror.getBoolean("serving") ? "answers" : "not current: the provider is asked",
                mirror.get("identities") + " accounts",
                age == JsonValue.NULL ? "not read yet" : "read " + age + " s ago",
                mirror.get("missing") + " missing",
                mirror.get("refused_scans") + " scans not believed",
                mirror.get("failed_scans") + " scans failed");
    }

    private static String span(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        return (seconds >= SECONDS_OF_A_DAY ? duration.toDays() + " d " : "") + duration.toHoursPart() + " h "
                + duration.toMinutesPart() + " min";
    }
}
