package org.mailcloak.e2e.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailcloak.e2e.env.Checkout;

/** What the documentation gives operators to watch Mailcloak with. */
final class MonitoringFiles {

    static final Path FOLDER = Checkout.samples().resolveSibling("operators/monitoring");
    static final Path ALERTS = FOLDER.resolve("alerts.yaml");

    /** A name of ours, however it ends. {@code up} is Prometheus' own. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:mailcloak|process|jvm)_[a-z_]+\\b");

    private MonitoringFiles() {}

    static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> metricsIn(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    static JsonObject dashboard() {
        try (JsonReader reader = Json.createReader(new StringReader(read("grafana-dashboard.json")))) {
            return reader.readObject();
        }
    }

    /** The queries of the panels, with values in place of Grafana's variables. */
    static Stream<String> dashboardQueries() {
        return dashboard().getJsonArray("panels").stream()
                .map(JsonValue::asJsonObject)
                .map(panel -> panel.getJsonArray("targets"))
                .filter(Objects::nonNull)
                .flatMap(targets -> targets.stream().map(JsonValue::asJsonObject))
                .map(target -> target.getString("expr"))
                .map(query ->
                        query.replace("$job", ".+").replace("$instance", ".*").replace("$__rate_interval", "5s"));
    }
}
