package org.mailcloak.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.PolicyClient;

/** The metrics, the alert rules and the dashboard in a real Prometheus that scrapes the bundled server. */
@RealPrometheus
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("smoke")
class PrometheusTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern SAMPLE_NAME = Pattern.compile("(?m)^[a-z_]+");

    private MonitoringStage stage;
    private PrometheusServer prometheus;

    @BeforeAll
    void start() throws Exception {
        stage = MonitoringStage.start();
        try (PolicyClient client = stage.policy()) {
            client.ask("", "f@far.test", "zacharias@d1.test");
        }
        stage.lookUp("alias", "sales@d1.test");
        prometheus = PrometheusServer.start(stage.sandbox(), stage.port(), MonitoringFiles.ALERTS);
    }

    @AfterAll
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private Command.Outcome promtool(String standardInput, String... arguments) {
        List<String> line =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        return stage.sandbox().command(LIMIT).run(standardInput, line);
    }

    private Set<String> exposedNames() {
        return SAMPLE_NAME
                .matcher(stage.metrics())
                .results()
                .map(name -> name.group())
                .collect(Collectors.toSet());
    }

    @Test
    void metricsShouldPassPrometheusOwnChecks() {
        Command.Outcome outcome = promtool(stage.metrics(), "check", "metrics");

        assertThat(outcome.stdout() + outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void scrapeShouldSucceed() {
        JsonObject answer = prometheus.query("up{job=\"mailcloak\"}");

        assertThat(answer.toString()).contains("\"1\"");
    }

    @Test
    void alertRulesShouldPassPrometheusOwnChecks() {
        Command.Outcome outcome = promtool("", "check", "rules", MonitoringFiles.ALERTS.toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    @Test
    void everyAlertShouldFireWhenItsTestSaysSo() {
        Command.Outcome outcome = promtool(
                "",
                "test",
                "rules",
                MonitoringFiles.FOLDER.resolve("alerts-test.yaml").toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    @Test
    void everyAlertShouldHaveATestAndAnEntryInTheDocumentation() {
        Set<String> alerts = names("alerts.yaml", "alert: (\\w+)");

        assertThat(alerts).hasSizeGreaterThan(8);
        assertThat(names("alerts-test.yaml", "name: (\\w+) fires")).isEqualTo(alerts);
        assertThat(names("alerts-test.yaml", "name: (\\w+) stays quiet")).isEqualTo(alerts);
        assertThat(names("README.md", "(?m)^\\| `(Mailcloak\\w+)` ")).isEqualTo(alerts);
    }

    private static Set<String> names(String file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(MonitoringFiles.read(file))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void scrapeConfigurationOfTheDocumentationShouldPassPrometheusOwnChecks() {
        Command.Outcome outcome = promtool(
                "",
                "check",
                "config",
                MonitoringFiles.FOLDER.resolve("prometheus.yaml").toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    @Test
    void everyRuleShouldBeLoadedAndQuietWhenMailcloakIsWell() {
        List<JsonObject> rules = prometheus.rules().getJsonObject("data").getJsonArray("groups").stream()
                .flatMap(group -> group.asJsonObject().getJsonArray("rules").stream())
                .map(JsonValue::asJsonObject)
                .toList();

        assertThat(rules).hasSize(names("alerts.yaml", "alert: (\\w+)").size()).allSatisfy(rule -> {
            assertThat(rule.getString("health")).as(rule.toString()).isEqualTo("ok");
            assertThat(rule.getString("state")).as(rule.toString()).isEqualTo("inactive");
        });
    }

    static Stream<String> dashboardQueries() {
        return MonitoringFiles.dashboardQueries();
    }

    @ParameterizedTest
    @MethodSource("dashboardQueries")
    void queryOfTheDashboardShouldBeAnsweredWithoutAnError(String query) {
        JsonObject answer = prometheus.query(query);

        assertThat(answer.getString("status")).as(answer.toString()).isEqualTo("success");
        assertThat(answer).doesNotContainKeys("warnings", "error");
    }

    @ParameterizedTest
    @MethodSource("dashboardQueries")
    void queryOfTheDashboardShouldFindWhatItAsksFor(String query) {
        // Without thresholds and shares, which may well have nothing to show.
        for (String metric : MonitoringFiles.metricsIn(query)) {
            assertThat(prometheus.query(metric).getJsonObject("data").getJsonArray("result"))
                    .as(metric)
                    .isNotEmpty();
        }
    }

    @Test
    void everyMetricOfAlertsAndDashboardShouldBeOneThatIsServed() {
        Set<String> used = MonitoringFiles.metricsIn(
                MonitoringFiles.read("alerts.yaml") + MonitoringFiles.read("grafana-dashboard.json"));

        assertThat(used).hasSizeGreaterThan(20);
        assertThat(exposedNames()).containsAll(used);
    }

    @Test
    void everyMetricThatIsServedShouldBeDocumentedAndNoOther() {
        Set<String> families = Pattern.compile("(?m)^# TYPE (\\w+)")
                .matcher(stage.metrics())
                .results()
                .map(family -> family.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = MonitoringFiles.read("README.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> MonitoringFiles.metricsIn(cell).stream())
                // Served with a mirror only, which this server has not: MetricsPageTest compares those.
                .filter(name -> !name.startsWith("mailcloak_mirror_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(families);
    }

    @Test
    void dashboardShouldLetEveryPanelUseTheChosenDataSource() throws IOException {
        JsonObject dashboard = MonitoringFiles.dashboard();

        assertThat(dashboard.getString("title")).isEqualTo("Mailcloak");
        assertThat(Files.readString(Path.of(MonitoringFiles.FOLDER.toString(), "grafana-dashboard.json")))
                .doesNotContainPattern("\"uid\": \"(?!\\$\\{datasource}|mailcloak\")");
    }
}
