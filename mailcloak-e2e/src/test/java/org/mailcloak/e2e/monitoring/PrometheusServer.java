package org.mailcloak.e2e.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;

/** A real Prometheus that scrapes one Mailcloak every second, with the alert rules of the documentation. */
final class PrometheusServer {

    /** The status, with a text that is no JSON, until it has read its storage. */
    private static final int STARTING = 503;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private PrometheusServer(int port) {
        this.port = port;
    }

    /** Returns once it has scraped and evaluated the rules. */
    static PrometheusServer start(Sandbox sandbox, int target, Path rules) {
        PrometheusServer server = new PrometheusServer(sandbox.freePort());
        Path configuration = sandbox.file("prometheus.yml", """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: mailcloak
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(rules, target));
        try {
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + sandbox.path("prometheus-data"),
                            "--web.listen-address=127.0.0.1:" + server.port)
                    .redirectErrorStream(true)
                    .redirectOutput(sandbox.path("log/prometheus.log").toFile())
                    .start();
            sandbox.onClose(() -> Processes.killTree(process.toHandle()));
            Files.writeString(sandbox.path("prometheus.pid"), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Prometheus' scrapes and rules").atMost(START_LIMIT).until(server::hasBegun);
        return server;
    }

    private boolean hasBegun() {
        try {
            return !query("rate(mailcloak_policy_decisions_total[5s])")
                            .getJsonObject("data")
                            .getJsonArray("result")
                            .isEmpty()
                    && !rules().toString().contains("\"health\":\"unknown\"");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** The answer to a query at this moment, whether it is an error or not. */
    JsonObject query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    JsonObject rules() {
        return get("/api/v1/rules");
    }

    private JsonObject get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == STARTING) {
                throw new IOException("Prometheus is starting: " + answer.body());
            }
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                return reader.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
