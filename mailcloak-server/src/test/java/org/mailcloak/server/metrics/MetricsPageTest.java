package org.mailcloak.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.mirror.MirrorStatistics;
import org.mailcloak.server.binding.BindingStatistics;

class MetricsPageTest {

    @Test
    void pageShouldBeInTheTextFormatThatEveryPrometheusReads() {
        assertThat(new MetricsPage(List.of()).render().mediaType())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void everyMetricShouldHaveItsTypeAndItsMeaning() {
        assertThat(Exposition.text(samples -> samples.counter("x", "What it is.", "label", Map.of("a", 1L))))
                .isEqualTo("""
                        # HELP x_total What it is.
                        # TYPE x_total counter
                        x_total{label="a"} 1.0
                        """);
    }

    @Test
    void buildShouldNameTheVersions() {
        assertThat(Exposition.samples(new BuildMetrics("1.2.3")))
                .containsExactly("mailcloak_build_info{java=\"" + Runtime.version() + "\",version=\"1.2.3\"} 1");
    }

    @Test
    void providerShouldTellCallsByOutcomeAndTheBreaker() {
        ProviderStatistics statistics =
                new ProviderStatistics(30, 12, 2, 5, 3, 2, Duration.ofMillis(1_500), 7, true, 1, 42, true, 9, 4);

        assertThat(Exposition.samples(new ProviderMetrics(() -> statistics)))
                .containsExactlyInAnyOrder(
                        "mailcloak_provider_cache_hits_total 30.0",
                        "mailcloak_provider_cache_misses_total 12.0",
                        "mailcloak_provider_cache_stale_answers_total 2.0",
                        "mailcloak_provider_calls_total{outcome=\"found\"} 5.0",
                        "mailcloak_provider_calls_total{outcome=\"not_found\"} 3.0",
                        "mailcloak_provider_calls_total{outcome=\"unavailable\"} 2.0",
                        "mailcloak_provider_call_duration_seconds_count 10",
                        "mailcloak_provider_call_duration_seconds_sum 1.5",
                        "mailcloak_provider_calls_withheld_total 7.0",
                        "mailcloak_provider_breaker_open 1.0",
                        "mailcloak_provider_breaker_openings_total 1.0",
                        "mailcloak_provider_cache_entries 42.0",
                        "mailcloak_provider_feed_live 1.0",
                        "mailcloak_provider_changes_total 9.0",
                        "mailcloak_provider_feed_breaks_total 4.0");
    }

    @Test
    void mirrorShouldTellItsSizeItsAgeAndItsScansByOutcome() {
        MirrorStatistics statistics = new MirrorStatistics(
                true, 100, 7_000, 3, Optional.of(Duration.ofMillis(1_500)), 9, 2, 1, 90, Duration.ofSeconds(6));

        assertThat(Exposition.samples(new MirrorMetrics(() -> Optional.of(statistics))))
                .containsExactlyInAnyOrder(
                        "mailcloak_mirror_serving 1.0",
                        "mailcloak_mirror_identities 100.0",
                        "mailcloak_mirror_bytes 7000.0",
                        "mailcloak_mirror_changes 3.0",
                        "mailcloak_mirror_missing 90.0",
                        "mailcloak_mirror_scans_total{outcome=\"complete\"} 9.0",
                        "mailcloak_mirror_scans_total{outcome=\"refused\"} 2.0",
                        "mailcloak_mirror_scans_total{outcome=\"failed\"} 1.0",
                        "mailcloak_mirror_scan_duration_seconds_count 12",
                        "mailcloak_mirror_scan_duration_seconds_sum 6.0",
                        "mailcloak_mirror_age_seconds 1.5");
    }

    @Test
    void everyMetricOfAMirrorShouldBeDocumentedAndNoOther() throws IOException {
        MirrorStatistics statistics =
                new MirrorStatistics(true, 1, 1, 1, Optional.of(Duration.ZERO), 1, 1, 1, 1, Duration.ZERO);
        Set<String> served = Exposition.samples(new MirrorMetrics(() -> Optional.of(statistics))).stream()
                .map(sample -> sample.replaceFirst("(_count|_sum)?[{ ].*", ""))
                .collect(Collectors.toSet());
        Set<String> documented = Pattern.compile("(?m)^\\| `(mailcloak_mirror_\\w+)` ")
                .matcher(Files.readString(Path.of("../docs/operators/monitoring/README.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertThat(documented).isNotEmpty().isEqualTo(served);
    }

    @Test
    void mirrorShouldTellNothingWhenThereIsNone() {
        assertThat(Exposition.samples(new MirrorMetrics(Optional::empty))).isEmpty();
    }

    @Test
    void aliasesShouldTellWhatTheirTargetsLeadTo() {
        assertThat(Exposition.samples(new AliasMetrics(() -> new BindingStatistics(7, 2, 3))))
                .containsExactlyInAnyOrder(
                        "mailcloak_alias_targets_bound_total 7.0",
                        "mailcloak_alias_targets_changed 2.0",
                        "mailcloak_alias_targets_unknown 3.0");
    }

    @Test
    void storeShouldTellItsGenerationAndItsChecks() {
        StoreStatistics statistics = new StoreStatistics(50, 20, 9, 4, 3, Duration.ofMillis(250));

        assertThat(Exposition.samples(new StoreMetrics(() -> statistics)))
                .containsExactlyInAnyOrder(
                        "mailcloak_store_cache_hits_total 50.0",
                        "mailcloak_store_cache_misses_total 20.0",
                        "mailcloak_store_generation 9.0",
                        "mailcloak_store_generation_changes_total 4.0",
                        "mailcloak_store_failed_checks_total 3.0",
                        "mailcloak_store_check_age_seconds 0.25");
    }
}
