package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.Setting;
import org.mailcloak.plugin.DiscoveredProvider;
import org.mailcloak.plugin.ProviderRegistry;

class ConfigShowTest {

    private static final String SECRET = "tops3cretMarker";

    @TempDir
    Path folder;

    private Ctl ctl;

    @BeforeEach
    void makeDatabase() {
        ctl = Ctl.withDatabase(folder);
    }

    private Ctl.Outcome show(String config, String... options) throws IOException {
        Files.writeString(ctl.defaultConfig(), config);
        List<String> all = new ArrayList<>(List.of("config", "show"));
        all.addAll(List.of(options));
        return ctl.runBare(all.toArray(String[]::new));
    }

    @Test
    void showShouldPrintEveryKeyWithAValueAndItsOrigin() throws IOException {
        Ctl.Outcome outcome = show(Configurations.local(ctl.database()));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .contains(
                        "idp.provider\tlocal\tfile",
                        "idp.local.cache_ttl_seconds\t120\tdefault",
                        "sqlite.path\t" + ctl.database() + "\tfile",
                        "policy.recipient_delimiter\t+\tfile",
                        "log.level\tinfo\tdefault")
                .noneMatch(line -> line.startsWith("policy.origin\t"));
    }

    @Test
    void showShouldPrintKeysWithoutAValueAndMeaningsWhenAllAreWanted() throws IOException {
        assertThat(show(Configurations.local(ctl.database()), "--all").out())
                .containsPattern("(?m)^policy\\.origin\\t\\tunset\\tThe domain that an address without one gets")
                .containsPattern("(?m)^log\\.level\\tinfo\\tdefault\\tThe least severe level");
    }

    @Test
    void showShouldPrintJsonForPrograms() throws IOException {
        assertThat(show(Configurations.local(ctl.database()), "--all", "--output", "json")
                        .out())
                .contains(
                        "\"key\": \"idp.local.cache_ttl_seconds\"", "\"unit\": \"seconds\"", "\"origin\": \"default\"")
                .contains("\"origin\": \"unset\"", "\"value\": null");
    }

    @Test
    void showShouldSayWhatIsWrongAndShowNothingWhenTheFileHasProblems() throws IOException {
        Ctl.Outcome outcome = show(Configurations.local(ctl.database()) + "client_secret: " + SECRET + "\n");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out() + outcome.err())
                .contains(":10:")
                .contains("has 1 problem")
                .doesNotContain(SECRET);
    }

    @Test
    void showShouldBeMisuseWhenThereIsNoFileAtAll() {
        assertThat(ctl.runBare("config", "show").exitCode()).isEqualTo(2);
    }

    static Stream<String> providers() {
        try (ProviderRegistry registry = ProviderRegistry.open(Optional.empty(), Path.of("no-plugins"))) {
            return registry.providers().stream().map(DiscoveredProvider::id).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void showShouldHideEverySecretOfTheProvider(String id) throws IOException {
        for (String form : List.of("text", "json")) {
            Ctl.Outcome outcome = show(configuration(id, false), "--all", "--output", form);

            assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
            assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET).contains("idp." + id + ".");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void showShouldHideEverySecretThatTheProviderReadsFromAFile(String id) throws IOException {
        Ctl.Outcome outcome = show(configuration(id, true), "--all");

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET);
    }

    /** With each setting that the provider wants, and each of its secrets. */
    private String configuration(String id, boolean inFiles) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        StringBuilder settings = new StringBuilder();
        try (ProviderRegistry registry = ProviderRegistry.open(Optional.empty(), Path.of("no-plugins"))) {
            for (Setting setting : registry.require(id).settings()) {
                boolean secret = setting.kind() == Setting.Kind.SECRET;
                if (secret || setting.required()) {
                    settings.append("    ")
                            .append(setting.key())
                            .append(secret && inFiles ? "_file: " + file : ": " + value(setting))
                            .append("\n");
                }
            }
        }
        String section = settings.isEmpty() ? "" : "  " + id + ":\n" + settings;
        return Configurations.local(ctl.database()).replace("provider: local\n", "provider: " + id + "\n" + section);
    }

    private static String value(Setting setting) {
        return switch (setting.kind()) {
            case SECRET -> SECRET;
            case URL -> "https://idp.test";
            case TEXT, LIST -> "ldaps://idp.test";
            case PATH -> "/tmp/some";
            case FLAG -> "true";
            case NUMBER, SECONDS -> "5";
        };
    }
}
