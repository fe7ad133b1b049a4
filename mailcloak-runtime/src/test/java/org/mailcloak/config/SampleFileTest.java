package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.http.HttpSettings;
import org.mailcloak.idp.Setting;

/** The documented sample says what the reader does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleFileTest {

    private static final Path SAMPLE = Path.of("../docs/configs/config.yaml.sample");
    private static final Pattern KEY = Pattern.compile("( *)#?([a-z_]+):( .*)?");
    private static final List<String> KEYCLOAK = List.of("base_url", "realm", "client_id", "client_secret");

    /** What the comment above a key says, and the value that stands behind the key. */
    private record Documented(String prose, String example, String defaultValue, String value) {}

    private final Map<String, Documented> keys = new LinkedHashMap<>();

    @BeforeAll
    void readSample() throws IOException {
        List<String> comment = new ArrayList<>();
        String[] path = new String[3];
        for (String line : Files.readAllLines(SAMPLE)) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("# ")) {
                comment.add(line.strip().substring(2));
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                path[depth] = key.group(2);
                if (key.group(3) != null) {
                    String name = String.join(".", Arrays.asList(path).subList(0, depth + 1));
                    keys.put(name, documented(comment, key.group(3).strip()));
                }
                comment.clear();
            } else {
                comment.clear();
            }
        }
    }

    private static Documented documented(List<String> comment, String value) {
        return new Documented(
                String.join(
                        " ",
                        comment.stream()
                                .filter(line -> !line.matches("(Example|Default): .*"))
                                .toList()),
                labelled(comment, "Example: "),
                labelled(comment, "Default: "),
                value);
    }

    private static String labelled(List<String> comment, String label) {
        return comment.stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()))
                .findFirst()
                .orElse("");
    }

    static Stream<ConfigurationKey> hostKeys() {
        return Configuration.keys().stream();
    }

    private Documented of(ConfigurationKey key) {
        String name = key.key().replace("PROVIDER", "keycloak");
        assertThat(keys).containsKey(name);
        return keys.get(name);
    }

    @Test
    void sampleShouldBeAValidConfiguration() throws Exception {
        ConfigurationDraft draft = bind(filled(Files.readString(SAMPLE)));

        assertThat(draft.finish().warnings()).isEmpty();
    }

    @Test
    void sampleShouldBeAValidConfigurationWhenEveryKeyOfTheHostIsUncommented() throws Exception {
        String text = filled(Files.readString(SAMPLE)).replaceAll("(?m)^( *)#(?=[a-z_]+:( |$))", "$1");

        ConfigurationDraft draft = bind(text);

        assertThat(draft.finish().warnings()).isEmpty();
    }

    @Test
    void everyPlaceholderShouldBeReportedWhenItIsLeftOver() throws Exception {
        ConfigurationDraft draft = bind(Files.readString(SAMPLE));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(draft::finish)
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::key)
                        .contains("idp.keycloak.realm", "idp.keycloak.client_id", "idp.keycloak.client_secret"));
    }

    /** With values of a site in the place of {@code <host>} and the like. */
    private static String filled(String sample) {
        return sample.replace("<host>", "sso.example.com").replaceAll("<[A-Za-z ]+>", "ours");
    }

    /** Keycloak's factory is in another module; these are its settings as the design lists them. */
    private static ConfigurationDraft bind(String text) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml.sample", text);
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.required("base_url", Setting.Kind.URL, "the address"));
        settings.add(Setting.required("realm", Setting.Kind.TEXT, "the realm"));
        settings.add(Setting.required("client_id", Setting.Kind.TEXT, "the client"));
        settings.add(Setting.required("client_secret", Setting.Kind.SECRET, "its secret"));
        for (String attribute : List.of(
                "alias_attribute", "send_allowed_attribute", "account_status_attribute", "account_scope_attribute")) {
            settings.add(Setting.optional(attribute, Setting.Kind.TEXT, "an attribute"));
        }
        settings.add(Setting.optional("send_allowed_when_absent", Setting.Kind.FLAG, "a flag"));
        settings.add(Setting.optional("status_send_blocked", Setting.Kind.LIST, "values"));
        settings.add(Setting.optional("status_disabled", Setting.Kind.LIST, "values"));
        settings.add(Setting.optional("require_verified_email", Setting.Kind.FLAG, "a flag"));
        settings.add(Setting.optional("groups", Setting.Kind.FLAG, "a flag"));
        settings.add(Setting.optional("events", Setting.Kind.FLAG, "a flag"));
        settings.addAll(GroupRules.settings());
        settings.addAll(HttpSettings.settings());
        draft.bind(Drafts.factory(settings.toArray(Setting[]::new)));
        return draft;
    }

    @Test
    void everyKeyOfTheSampleShouldBeOneOfTheReaders() {
        List<String> known =
                hostKeys().map(key -> key.key().replace("PROVIDER", "keycloak")).toList();

        assertThat(keys.keySet())
                .filteredOn(key -> !key.matches("idp\\.(keycloak|authentik|ldap)\\..*"))
                .isSubsetOf(known);
        assertThat(keys.keySet())
                .containsAll(KEYCLOAK.stream().map(key -> "idp.keycloak." + key).toList());
    }

    @Test
    void hostKeysShouldComeInTheOrderOfTheReader() {
        List<String> known =
                hostKeys().map(key -> key.key().replace("PROVIDER", "keycloak")).toList();

        assertThat(keys.keySet()).filteredOn(known::contains).containsExactlyElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("hostKeys")
    void sampleShouldNameTheReadersDefault(ConfigurationKey key) {
        Documented documented = of(key);

        if (key.defaultValue().isPresent()) {
            assertThat(documented.defaultValue()).isEqualTo(key.defaultValue().orElseThrow());
            assertThat(documented.value()).isEqualTo(key.defaultValue().orElseThrow());
        } else if (key.required()) {
            assertThat(documented.defaultValue()).isEqualTo("none, it must be given");
        } else {
            assertThat(documented.defaultValue()).startsWith("none").doesNotContain("must");
        }
    }

    @Test
    void everyKeyShouldHaveProseAnExampleAndADefault() {
        assertThat(keys).hasSizeGreaterThan(40).allSatisfy((key, documented) -> {
            assertThat(documented.prose()).endsWith(".");
            assertThat(documented.example()).isNotEmpty();
            assertThat(documented.defaultValue()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("hostKeys")
    void examplesShouldBeValuesThatTheReaderTakes(ConfigurationKey key) {
        String name = key.key().replace("PROVIDER", "x").substring(key.key().indexOf('.') + 1);
        for (String example : List.of(key.example(), of(key).example())) {
            String text = key.key().startsWith("idp.PROVIDER.")
                    ? "idp: {provider: x, x: {%s: %s}}".formatted(name.substring(2), example)
                    : "%s: {%s: %s}".formatted(key.key().substring(0, key.key().indexOf('.')), name, example);

            assertThat(Drafts.problems(text))
                    .allSatisfy(problem -> assertThat(problem).contains(": missing: "));
        }
    }
}
