package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.config.Drafts.problems;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;

class ProviderBinderTest {

    private static final IdentityProviderFactory FACTORY = Drafts.factory(
            Setting.optional("text", Setting.Kind.TEXT, "a text"),
            Setting.required("url", Setting.Kind.URL, "the base URL"),
            Setting.optional("path", Setting.Kind.PATH, "a path"),
            Setting.optional("list", Setting.Kind.LIST, "a list"),
            Setting.optional("flag", Setting.Kind.FLAG, "a flag"),
            Setting.optional("number", Setting.Kind.NUMBER, "a number"),
            Setting.optional("wait_seconds", Setting.Kind.SECONDS, "seconds"),
            Setting.required("token", Setting.Kind.SECRET, "The token."));

    @TempDir
    Path folder;

    private Path secret;

    @BeforeEach
    void writeSecret() throws Exception {
        secret = Files.writeString(folder.resolve("token"), "tops3cret\n");
    }

    /** A file whose provider has these settings, in line 4. */
    private static ConfigurationDraft bound(String settings) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                idp: {provider: test, other: {un: checked}, test:
                  {%s}}
                """.formatted(settings));
        draft.bind(FACTORY);
        return draft;
    }

    private static ProviderConfig config(String settings) {
        return bound(settings).finish().providerConfig();
    }

    @ParameterizedTest
    @CsvSource({
        "'', PT0S, PT0S",
        "mirror: false, PT0S, PT0S",
        "login_ttl_seconds: 60, PT0S, PT1M",
        "mirror: true, PT0S, ",
        "'mirror: true, login_ttl_seconds: 0', , PT0S",
        "'', , "
    })
    void loginTtlShouldBeTheProvidersUnlessTheFileOrAMirrorSaysOtherwise(
            String settings, @Nullable Duration advised, @Nullable Duration expected) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                idp: {provider: test, test: {%s}}
                """.formatted(settings));

        draft.bind(Drafts.factory(Optional.ofNullable(advised)));

        assertThat(draft.finish().idp().loginTtl()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void providerShouldBeRefusedWhenItAdvisesANegativeLoginTtl() {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                idp: {provider: test}
                """);

        draft.bind(Drafts.factory(Optional.of(Duration.ofSeconds(-1))));

        assertThatThrownBy(draft::finish)
                .hasMessageContaining("the provider test advises a loginTtl of PT-1S, which is negative");
    }

    @Test
    void everyKindShouldBeReadAsItsType() {
        ProviderConfig config =
                config("text: 0660, url: 'https://idp.example/auth', path: ca.pem, list: [a, 1], flag: yes,"
                        + " number: 1_000, wait_seconds: 5, token: tops3cret, cache_ttl_seconds: 9, mirror: true");

        assertThat(config.providerId()).isEqualTo("test");
        assertThat(config.stateDatabase()).isEqualTo(Path.of("state.db"));
        assertThat(config.text("text")).contains("0660");
        assertThat(config.url("url")).contains(URI.create("https://idp.example/auth"));
        assertThat(config.path("path")).contains(Path.of("ca.pem"));
        assertThat(config.list("list")).isEqualTo(List.of("a", "1"));
        assertThat(config.flag("flag", false)).isTrue();
        assertThat(config.number("number", 0)).isEqualTo(1000);
        assertThat(config.duration("wait_seconds", Duration.ZERO)).hasSeconds(5);
        assertThat(config.secret("token").map(Secret::reveal)).contains("tops3cret");
    }

    @Test
    void optionalSettingsShouldBeAbsentWhenTheyAreNotGiven() {
        ProviderConfig config = config("url: 'http://idp', token: x, text: '', list: ~");

        assertThat(config.text("text")).isEmpty();
        assertThat(config.list("list")).isEmpty();
        assertThat(config.number("number", 42)).isEqualTo(42);
    }

    @Test
    void listShouldHoldOneTextWhenItIsWrittenAsOne() {
        assertThat(config("url: 'http://idp', token: x, list: one").list("list"))
                .containsExactly("one");
    }

    @Test
    void secretShouldComeFromTheFileWithoutItsLineEnd() {
        ProviderConfig config = config("url: 'http://idp', token_file: " + secret);

        assertThat(config.secret("token").map(Secret::reveal)).contains("tops3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    flag: maybe            | 4:37: idp.test.flag: expected true or false, found `maybe`
                    number: -1             | 4:39: idp.test.number: expected a whole number from 0, found -1
                    number: many           | 4:39: idp.test.number: expected a whole number, found `many`
                    wait_seconds: 5m       | 4:45: idp.test.wait_seconds: expected a whole number, found `5m`
                    list: [a, [b]]         | 4:41: idp.test.list: expected a text, found a list
                    text: [a]              | 4:37: idp.test.text: expected a text, found a list
                    path: {a: b}           | 4:37: idp.test.path: expected a text, found a mapping
                    txt: a                 | 4:31: idp.test.txt: unknown key, did you mean idp.test.text?
                    tokenfile: a           | 4:31: idp.test.tokenfile: unknown key, did you mean idp.test.token_file?
                    cache_ttl_second: 1    | 4:31: idp.test.cache_ttl_second: unknown key, did you mean idp.test.cache_ttl_seconds?
                    """)
    void settingShouldBeRefusedWithItsLineWhenItIsBad(String setting, String problem) {
        assertThat(problems(bound("url: 'http://i', token: x, " + setting)))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    idp.example            | expected an https or http URL with a host, found `idp.example`
                    ldap://idp.example     | expected an https or http URL with a host, found `ldap://idp.example`
                    https:///auth          | expected an https or http URL with a host, found `https:///auth`
                    https://a b            | expected an https or http URL, found `https://a b`
                    https://me:pw@idp      | expected a URL without a user name or @
                    """)
    void urlShouldBeRefusedWhenItIsNone(String url, String problem) {
        assertThat(problems(bound("token: x, url: '" + url + "'"))).containsExactly("4:19: idp.test.url: " + problem);
    }

    @Test
    void everyMissingSettingShouldBeReportedAtTheSection() {
        assertThat(problems(bound("")))
                .containsExactly(
                        "3:45: idp.test.token: missing: The token, or token_file with a file that holds it.",
                        "3:45: idp.test.url: missing: the base URL");
    }

    @Test
    void secretShouldBeRefusedWhenItIsGivenTwice() {
        assertThat(problems(bound("url: 'http://i', token: x, token_file: " + secret)))
                .containsExactly("4:31: idp.test.token_file: given together with idp.test.token; expected one of them");
    }

    @Test
    void secretFileShouldBeNamedWhenItDoesNotExist() {
        assertThat(problems(bound("url: 'http://i', token_file: /nonexistent/token")))
                .containsExactly("4:33: idp.test.token_file: `/nonexistent/token`: cannot be read: no such file");
    }

    @Test
    void secretFileShouldBeNamedWhenItIsEmpty() throws Exception {
        Files.writeString(secret, "\n");

        assertThat(problems(bound("url: 'http://i', token_file: " + secret)))
                .containsExactly("4:33: idp.test.token_file: `" + secret + "`: expected a secret, found nothing");
    }

    @Test
    void secretFileShouldBeNamedWhenItIsADirectory() {
        assertThat(problems(bound("url: 'http://i', token_file: " + folder)))
                .singleElement()
                .asString()
                .startsWith("4:33: idp.test.token_file: `" + folder + "`: cannot be read: ");
    }

    @Test
    void secretShouldNotBeRepeatedWhenItHasSeveralLines() throws Exception {
        Files.writeString(secret, "tops3cret\nmore\n");

        assertThat(problems(bound("url: 'http://i', token_file: " + secret)))
                .singleElement()
                .asString()
                .endsWith("expected one line of text, found line ends or control characters in it");
    }

    @Test
    void problemsShouldSpanTheWholeFileWhenTheProviderHasSomeToo() {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                log: {level: loud}
                idp: {provider: test, test: {url: 'http://i', tokn: x}}
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: a}
                """);
        draft.bind(FACTORY);

        assertThat(problems(draft))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ", 6)))
                .containsExactly(
                        "1:14: log.level",
                        "2:23: idp.test.token",
                        "2:47: idp.test.tokn",
                        "4:47: sockets.socketmap_socket");
    }

    @Test
    void missingSettingShouldPointAtTheProviderWhenItsSectionIsMissing() {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", Drafts.MINIMAL);
        draft.bind(Drafts.factory(Setting.required("realm", Setting.Kind.TEXT, "the realm")));

        assertThat(problems(draft)).containsExactly("1:17: idp.local.realm: missing: the realm");
    }

    @Test
    void providerShouldBeRefusedWhereItIsNamed() {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", Drafts.MINIMAL);
        draft.refuseProvider("no provider `local`; found: none");

        assertThat(problems(draft)).containsExactly("1:17: idp.provider: no provider `local`; found: none");
    }
}
