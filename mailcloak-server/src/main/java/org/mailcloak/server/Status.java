package org.mailcloak.server;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.mirror.MirrorStatistics;
import org.mailcloak.server.control.RefusalTally;
import org.mailcloak.server.handler.ProtocolEndpoint;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.server.transport.ConnectionRegistry;
import org.mailcloak.server.transport.ConnectionStatistics;

/**
 * What the service reports of itself over the control socket: states and counts, no address and no login.
 *
 * @param sources whose statistics are reported
 * @param connections of the mail servers
 * @param refusals since the start
 * @param ready whether it serves
 */
record Status(Backends sources, ConnectionRegistry connections, RefusalTally refusals, BooleanSupplier ready) {

    private static final double MILLIS = 1_000.0;

    JsonObject of(Configuration configuration) {
        Instant started = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
        return Json.createObjectBuilder()
                .add("version", Version.text())
                .add("pid", ProcessHandle.current().pid())
                .add("started", started.truncatedTo(ChronoUnit.SECONDS).toString())
                .add("uptime_seconds", Duration.between(started, Instant.now()).toSeconds())
                .add("ready", ready.getAsBoolean())
                .add("provider", provider(configuration))
                .add("mirror", sources.mirrorStatistics().map(Status::mirror).orElse(JsonValue.NULL))
                .add("database", database(configuration))
                .add("sockets", sockets(configuration.sockets()))
                .add("connections", connectionCounts())
                .add("refusals", refusalCounts())
                .add("log", Json.createObjectBuilder().add("dropped_lines", Logging.droppedLines()))
                .build();
    }

    private JsonObjectBuilder provider(Configuration configuration) {
        ProviderStatistics statistics = sources.providerStatistics();
        return Json.createObjectBuilder()
                .add("id", configuration.idp().provider())
                .add("breaker_open", statistics.breakerOpen())
                .add("breaker_opened", statistics.breakerOpened())
                .add("feed_live", statistics.feedLive())
                .add("feed_breaks", statistics.feedBreaks())
                .add("calls", statistics.calls())
                .add("unavailable", statistics.unavailable())
                .add("remembered", statistics.entries());
    }

    private static JsonValue mirror(MirrorStatistics statistics) {
        JsonObjectBuilder mirror = Json.createObjectBuilder()
                .add("serving", statistics.serving())
                .add("identities", statistics.accounts())
                .add("missing", statistics.missing())
                .add("refused_scans", statistics.refused())
                .add("failed_scans", statistics.failed());
        statistics
                .age()
                .ifPresentOrElse(
                        age -> mirror.add("age_seconds", age.toSeconds()), () -> mirror.addNull("age_seconds"));
        return mirror.build();
    }

    private JsonObjectBuilder database(Configuration configuration) {
        StoreStatistics statistics = sources.storeStatistics();
        return Json.createObjectBuilder()
                .add("path", configuration.database().toString())
                .add("checked_seconds_ago", statistics.sinceCheck().toMillis() / MILLIS)
                .add("failed_checks", statistics.failedChecks());
    }

    private static JsonArrayBuilder sockets(SocketsSection settings) {
        JsonArrayBuilder sockets = Json.createArrayBuilder();
        for (ProtocolEndpoint endpoint : Listeners.endpoints(settings)) {
            sockets.add(Json.createObjectBuilder()
                    .add("name", endpoint.name())
                    .add("address", endpoint.address().toString()));
        }
        return sockets;
    }

    private JsonObjectBuilder connectionCounts() {
        ConnectionStatistics statistics = connections.statistics();
        return Json.createObjectBuilder()
                .add("open", statistics.open())
                .add("limit", statistics.limit())
                .add("accepted", statistics.accepted())
                .add("refused", statistics.refused())
                .add("overdue", statistics.overdue())
                .add("invalid", statistics.invalid())
                .add("heavy", statistics.heavy());
    }

    private JsonArrayBuilder refusalCounts() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (RefusalTally.Refusal refusal : refusals.refusals()) {
            array.add(Json.createObjectBuilder()
                    .add("reason", refusal.reason().name().toLowerCase(Locale.ROOT))
                    .add("verdict", refusal.reason().verdict().name().toLowerCase(Locale.ROOT))
                    .add("count", refusal.times())
                    .add(
                            "last",
                            Instant.ofEpochMilli(refusal.lastMillis())
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString()));
        }
        return array;
    }
}
