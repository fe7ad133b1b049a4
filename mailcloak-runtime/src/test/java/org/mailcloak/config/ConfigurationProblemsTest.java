package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailcloak.config.Drafts.MINIMAL;
import static org.mailcloak.config.Drafts.problems;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationProblemsTest {

    /** Lines behind the minimal file, which has three, and what is wrong with them. */
    static Stream<Arguments> badValues() {
        return Stream.of(
                Arguments.of("policy: {domain: a b}", "4:18: policy.domain: expected a mail domain, found `a b`"),
                Arguments.of(
                        "policy: {idp_failure_mode: reject}",
                        "4:28: policy.idp_failure_mode: expected one of tempfail, dunno, found `reject`"),
                Arguments.of(
                        "policy: {authenticated_null_sender: yes}",
                        "4:37: policy.authenticated_null_sender: expected one of reject, allow, found `yes`"),
                Arguments.of(
                        "policy: {recipient_delimiter: '@'}",
                        "4:31: policy.recipient_delimiter: expected ASCII characters other than @, quotes and white"
                                + " space, found `@`"),
                Arguments.of("policy: {origin: '@'}", "4:18: policy.origin: expected a mail domain, found `@`"),
                Arguments.of(
                        "policy: {trusted_networks: [192.0.2.0/24, 192.0.2.1/24]}",
                        "4:43: policy.trusted_networks: expected no bits behind the prefix, found `192.0.2.1/24`; a"
                                + " single address has the prefix /32"),
                Arguments.of(
                        "policy: {trusted_networks: localhost}",
                        "4:28: policy.trusted_networks: expected a network such as 192.0.2.0/24 or 2001:db8::/32,"
                                + " found `localhost`"),
                Arguments.of(
                        "policy: {trusted_networks: [~]}",
                        "4:29: policy.trusted_networks: expected a list of texts, found an empty one in it"),
                Arguments.of("plugins: {directory: [a]}", "4:22: plugins.directory: expected a text, found a list"),
                Arguments.of(
                        "plugins: {directory: \"a\\0b\"}", "4:22: plugins.directory: expected a path, found `a?b`"),
                Arguments.of("daemon: {user: {name: x}}", "4:16: daemon.user: expected a text, found a mapping"),
                Arguments.of("daemon: {user: ' '}", "4:16: daemon.user: expected a text, found only white space"),
                Arguments.of("daemon: {user: !env USER}", "4:16: daemon.user: expected a text without a tag"),
                Arguments.of(
                        "log: {level: verbose}",
                        "4:14: log.level: expected one of trace, debug, info, warn, error, found `verbose`"),
                Arguments.of(
                        "log: {addresses: partly}",
                        "4:18: log.addresses: expected one of full, domain, none, found `partly`"),
                Arguments.of("log: {format: xml}", "4:15: log.format: expected one of text, json, found `xml`"),
                Arguments.of(
                        "http: {listen: example.com}",
                        "4:16: http.listen: expected a port or host:port with a port from 1 to 65535, found"
                                + " `example.com`"),
                Arguments.of("log: info", "4:6: log: expected a mapping (lines of `key: value`), found a text"),
                Arguments.of("log: [info]", "4:6: log: expected a mapping (lines of `key: value`), found a list"),
                Arguments.of("log: {? [a] : b}", "4:9: log: expected a text as key, found a list"),
                Arguments.of("log: {level: info, level: warn}", "4:20: log.level: given twice; first in line 4"),
                Arguments.of("sqlite: {path: other.db}", "4:1: sqlite: given twice; first in line 2"),
                Arguments.of("log: {<<: info}", "4:11: log: << expected a mapping or a list of mappings, found a text"),
                Arguments.of("polcy: {}", "4:1: polcy: unknown key, did you mean policy?"),
                Arguments.of(
                        "policy: {trusted_network: []}",
                        "4:10: policy.trusted_network: unknown key, did you mean policy.trusted_networks?"),
                Arguments.of(
                        "log: {colour: red}", "4:7: log.colour: unknown key; known here: addresses, format, level"),
                Arguments.of(
                        "metrics: {}",
                        "4:1: metrics: unknown key; known here: daemon, http, idp, log, plugins, policy, sockets, sqlite"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void valueShouldBeRefusedWithItsLineWhenItIsBad(String line, String problem) {
        assertThat(problems(MINIMAL + line)).singleElement().asString().startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy:\n  trusted_networks:\n    - nonsense\n    - 192.0.2.0/24\n    - 10.0.0.1/8\n",
                "policy:\n  return_paths:\n    - nonsense\n    - srs\n    - other\n",
                "policy:\n  external_senders:\n    not a domain: 192.0.2.0/24\n    d2.test: 192.0.2.0/24\n    d3.test: x\n"
            })
    void eachElementShouldBeRefusedWithItsOwnLineWhenSeveralAreBad(String text) {
        assertThat(problems(MINIMAL + text))
                .satisfiesExactly(
                        first -> assertThat(first.toString()).startsWith("6:"),
                        second -> assertThat(second.toString()).startsWith("8:"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    socket_mode: 0888        | expected an octal file mode from 0000 to 0777, such as 0660, found `0888`
                    socket_mode: 01777       | expected an octal file mode from 0000 to 0777, such as 0660, found `01777`
                    socket_mode: 0x1B0       | expected an octal file mode from 0000 to 0777, such as 0660, found `0x1B0`
                    socket_mode: rw-rw----   | expected an octal file mode from 0000 to 0777, such as 0660, found `rw-rw----`
                    policy_socket: inet:25   | expected inet:host:port with a port from 1 to 65535, found `inet:25`
                    policy_socket: tcp:a:25  | expected a path, unix:path or inet:host:port, found `tcp:a:25`
                    policy_socket: ./b.sock  | sockets.socketmap_socket: expected another address than sockets.policy_socket, found the same
                    """)
    void socketShouldBeRefusedWhenItsValueIsBad(String line, String problem) {
        String text = """
                idp: {provider: local}
                sqlite: {path: state.db}
                sockets:
                  socketmap_socket: b.sock
                  %s
                """.formatted(line);

        assertThat(problems(line.startsWith("policy") ? text : text + "  policy_socket: a.sock"))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cache_ttl_seconds: 2m          | expected a whole number, found `2m`
                    cache_ttl_seconds: -1          | expected seconds from 0 to 2147483647, found -1
                    cache_ttl_seconds: 2147483648  | expected seconds from 0 to 2147483647, found 2147483648
                    negative_ttl_seconds: "30"     | expected a whole number without quotes, found `30`
                    stale_ttl_seconds: 1.5         | expected a whole number, found `1.5`
                    mirror: maybe                  | expected true or false, found `maybe`
                    mirror_scan_seconds: 0         | expected seconds from 1 to 2147483647, found 0
                    """)
    void cacheSettingShouldBeRefusedWhenItsValueIsBad(String line, String problem) {
        String text = MINIMAL.replace("provider: local", "provider: local, local: {" + line + "}");
        String key = line.substring(0, line.indexOf(':'));

        assertThat(problems(text)).singleElement().asString().endsWith("idp.local." + key + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    provider: Key cloak            | 1:17: idp.provider: expected the id of a provider, such as keycloak, found `key cloak`
                    provider: [keycloak]           | 1:17: idp.provider: expected a text, found a list
                    provider: local, ldap: true    | 1:24: idp.ldap: expected a mapping with the settings of a provider, found a text
                    provider: local, providr: ldap | 1:24: idp.providr: unknown key, did you mean idp.provider?
                    provider: local, local: secret | 1:31: idp.local: expected a mapping (lines of `key: value`), found a text
                    """)
    void idpShouldBeRefusedWhenItsShapeIsBad(String idp, String problem) {
        assertThat(problems(MINIMAL.replace("provider: local", idp)))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void everyMissingValueShouldBeReportedWhenTheFileIsEmpty() {
        assertThat(problems("# nothing yet\n"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": missing: ")))
                .containsExactly("idp.provider", "sockets.policy_socket", "sockets.socketmap_socket", "sqlite.path");
    }

    @Test
    void missingValueShouldCarryTheLineOfItsSectionWhenThereIsOne() {
        assertThat(problems(MINIMAL.replace("policy_socket: policy.sock, ", "")))
                .singleElement()
                .asString()
                .startsWith("3:1: sockets.policy_socket: missing: expected a value such as"
                        + " /var/spool/postfix/mailcloak/policy. Where the policy service listens");
    }

    @Test
    void allProblemsShouldBeSortedByLineWhenThereAreSeveral() {
        String text = """
                idp: {provider: local}
                log: {level: loud}
                sqlite: {pth: state.db}
                sockets: {policy_socket: a, socketmap_socket: b, socket_mode: 9}
                """;

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Drafts.read(text))
                .withMessage("""
                        config.yaml:2:14: log.level: expected one of trace, debug, info, warn, error, found `loud`
                        config.yaml:3:1: sqlite.path: missing: expected a value such as /var/lib/mailcloak/state.db. \
                        The database of local domains, aliases and applications. mailcloakctl init makes it.
                        config.yaml:3:10: sqlite.pth: unknown key, did you mean sqlite.path?
                        config.yaml:4:63: sockets.socket_mode: expected an octal file mode from 0000 to 0777, such as 0660, \
                        found `9`""");
    }

    @Test
    void fileShouldBeRefusedWhenItIsNoMapping() {
        assertThat(problems("just a text")).contains("1:1: expected a mapping (lines of `key: value`), found a text");
    }

    @ParameterizedTest
    @CsvSource({"info, 0", "debug, 0", "warn, 1", "error, 1"})
    void decisionIdsShouldBeWarnedOfWhenRefusalsAreNotLogged(String level, int warnings) {
        assertThat(Drafts.warnings(MINIMAL + "policy: {decision_ids: true}\nlog: {level: " + level + "}\n"))
                .hasSize(warnings);
    }
}
