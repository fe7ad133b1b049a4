package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.config.Drafts.MINIMAL;
import static org.mailcloak.config.Drafts.problems;
import static org.mailcloak.config.Drafts.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.FailureMode;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.site.SiteRules;

class ConfigurationReaderTest {

    @Nested
    class Defaults {

        private final Configuration configuration = read(MINIMAL);

        @Test
        void idpShouldCacheAsTheOlderProgramWhenNothingElseIsSet() {
            assertThat(configuration.idp())
                    .isEqualTo(new IdpSection(
                            "local",
                            Duration.ofSeconds(120),
                            Optional.empty(),
                            Duration.ofSeconds(30),
                            Duration.ofDays(1),
                            false,
                            Duration.ofMinutes(5),
                            Optional.empty()));
        }

        @Test
        void policyShouldDeferAndRejectWhenNothingElseIsSet() {
            assertThat(configuration.policy())
                    .isEqualTo(new PolicySection(
                            Optional.empty(),
                            FailureMode.TEMPFAIL,
                            PolicySection.NullSender.REJECT,
                            false,
                            "",
                            1000,
                            Optional.empty(),
                            List.of(),
                            false,
                            SiteRules.defaults()));
        }

        @Test
        void rulesShouldBeTheEnginesDefaultsWhenNothingElseIsSet() {
            assertThat(configuration.rules())
                    .usingRecursiveComparison()
                    .ignoringFields("trustedClient", "site.providerId")
                    .isEqualTo(PolicyRules.defaults());
        }

        @Test
        void socketsShouldBelongToTheProcessWhenNothingElseIsSet() {
            assertThat(configuration.sockets())
                    .isEqualTo(new SocketsSection(
                            new ListenAddress.Unix(Path.of("policy.sock")),
                            new ListenAddress.Unix(Path.of("socketmap.sock")),
                            Optional.empty(),
                            Optional.empty(),
                            new FileMode(0660),
                            List.of(),
                            List.of(),
                            Map.of(),
                            Optional.of(new ListenAddress.Unix(Path.of("control.sock")))));
        }

        @Test
        void logShouldBeTextWithWholeAddressesWhenNothingElseIsSet() {
            assertThat(configuration.log())
                    .isEqualTo(
                            new LogSection(LogSection.Level.INFO, LogSection.Addresses.FULL, LogSection.Format.TEXT));
        }

        @Test
        void restShouldBeEmptyWhenNothingElseIsSet() {
            assertThat(configuration.database()).isEqualTo(Path.of("state.db"));
            assertThat(configuration.pluginsDirectory()).isEmpty();
            assertThat(configuration.daemonUser()).isEmpty();
            assertThat(configuration.warnings()).isEmpty();
        }

        @Test
        void valuesShouldBeTheDefaultsWhenKeysAreNullOrEmpty() {
            String text = MINIMAL + """
                    policy:
                    plugins: {directory: ~}
                    daemon: {user: ""}
                    log: {level: null, format: }
                    """;

            assertThat(read(text)).isEqualTo(configuration);
        }
    }

    @Nested
    class EveryKey {

        private final Configuration configuration = read("""
                idp:
                  provider: Keycloak
                  keycloak:
                    cache_ttl_seconds: 300
                    login_ttl_seconds: 0
                    negative_ttl_seconds: 0
                    stale_ttl_seconds: 3600
                    mirror: true
                    mirror_scan_seconds: 60
                  authentik:
                    anything: at all
                plugins:
                  directory: /usr/share/mailcloak/plugins
                sqlite:
                  path: /var/lib/mailcloak/state.db
                policy:
                  domain: Example.COM
                  idp_failure_mode: dunno
                  authenticated_null_sender: allow
                  disabled_users_receive: true
                  recipient_delimiter: "+-"
                  origin: example.net
                  trusted_networks: [127.0.0.0/8, "2001:db8::/32"]
                sockets:
                  policy_socket: inet:[::1]:10025
                  socketmap_socket: unix:private/mailcloak-socketmap
                  socket_owner_user: postfix
                  socket_owner_group: mail
                  socket_mode: 0600
                  control_socket: /run/mailcloak/control
                daemon:
                  user: mailcloak
                log:
                  level: debug
                  addresses: domain
                  format: json
                """);

        @Test
        void idpShouldHoldTheChosenProvidersValues() {
            assertThat(configuration.idp())
                    .isEqualTo(new IdpSection(
                            "keycloak",
                            Duration.ofSeconds(300),
                            Optional.of(Duration.ZERO),
                            Duration.ZERO,
                            Duration.ofHours(1),
                            true,
                            Duration.ofMinutes(1),
                            Optional.empty()));
        }

        @Test
        void policyShouldHoldItsValues() {
            assertThat(configuration.policy())
                    .isEqualTo(new PolicySection(
                            MailDomain.parse("example.com"),
                            FailureMode.DUNNO,
                            PolicySection.NullSender.ALLOW,
                            true,
                            "+-",
                            1000,
                            MailDomain.parse("example.net"),
                            List.of(NetworkRange.parse("127.0.0.0/8"), NetworkRange.parse("2001:db8::/32")),
                            false,
                            SiteRules.defaults()));
        }

        @Test
        void rulesShouldSayTheSameAsThePolicySection() {
            PolicyRules rules = configuration.rules();

            assertThat(rules.extraDomain()).isEqualTo(MailDomain.parse("example.com"));
            assertThat(rules.idpFailureMode()).isEqualTo(FailureMode.DUNNO);
            assertThat(rules.authenticatedNullSender()).isTrue();
            assertThat(rules.disabledUsersReceive()).isTrue();
            assertThat(rules.recipientDelimiter()).isEqualTo("+-");
            assertThat(rules.origin()).isEqualTo(MailDomain.parse("example.net"));
            assertThat(rules.trustedClient()).accepts("127.0.0.1").rejects("192.0.2.1");
        }

        @Test
        void socketsShouldHoldTheirValues() {
            assertThat(configuration.sockets())
                    .isEqualTo(new SocketsSection(
                            new ListenAddress.Inet("::1", 10_025),
                            new ListenAddress.Unix(Path.of("private/mailcloak-socketmap")),
                            Optional.of("postfix"),
                            Optional.of("mail"),
                            new FileMode(0600),
                            List.of(),
                            List.of(),
                            Map.of(),
                            Optional.of(new ListenAddress.Unix(Path.of("/run/mailcloak/control")))));
        }

        @Test
        void restShouldHoldItsValues() {
            assertThat(configuration.pluginsDirectory()).contains(Path.of("/usr/share/mailcloak/plugins"));
            assertThat(configuration.database()).isEqualTo(Path.of("/var/lib/mailcloak/state.db"));
            assertThat(configuration.daemonUser()).contains("mailcloak");
            assertThat(configuration.log())
                    .isEqualTo(new LogSection(
                            LogSection.Level.DEBUG, LogSection.Addresses.DOMAIN, LogSection.Format.JSON));
        }
    }

    @Nested
    class FromAFile {

        @TempDir
        Path folder;

        @Test
        void fileShouldBeReadWhenItBeginsWithAByteOrderMark() throws Exception {
            Path file = Files.writeString(folder.resolve("config.yaml"), "\uFEFF" + MINIMAL);

            assertThat(ConfigurationReader.read(file).finish()).isEqualTo(read(MINIMAL));
        }

        @Test
        void fileShouldBeAProblemWhenItDoesNotExist() {
            assertThat(problems(ConfigurationReader.read(folder.resolve("none.yaml"))))
                    .containsExactly("cannot be read: no such file");
        }

        @Test
        void fileShouldBeAProblemWhenItIsNotUtf8() throws Exception {
            Path file = Files.write(folder.resolve("config.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(problems(ConfigurationReader.read(file))).containsExactly("cannot be read: not UTF-8");
        }

        @Test
        void configurationShouldBeAProblemWhenItIsAPipe() throws Exception {
            Path pipe = folder.resolve("config.yaml");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();

            assertThat(problems(ConfigurationReader.read(pipe))).containsExactly("cannot be read: not a regular file");
        }

        @Test
        void fileShouldBeAProblemWhenItIsTooLong() throws Exception {
            Path file = Files.write(folder.resolve("config.yaml"), new byte[(1 << 20) + 1]);

            assertThat(problems(ConfigurationReader.read(file)))
                    .containsExactly("cannot be read: longer than 1048576 bytes");
        }
    }
}
