package org.mailcloak.cli.dovecot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.MailServerException;
import org.mailcloak.cli.mailserver.Severity;
import org.mailcloak.decision.site.DeliverTo;

class DovecotCheckTest {

    private static final Path DATABASE = Path.of("/var/lib/mailcloak/state.db");
    private static final String STATIC = "allow_all_users=yes";
    private static final DeliveryRules BY_LOGIN = rules("+", DeliverTo.LOGIN, "");

    private static DeliveryRules rules(String delimiter, DeliverTo deliverTo, String transportMaps) {
        return new DeliveryRules(delimiter, deliverTo, "local", DATABASE, () -> transportMaps);
    }

    /** What doveconf -n of Dovecot 2.3.19.1 printed for docs/configs/dovecot-2.3.conf, with a userdb that knows who exists. */
    private static String good() throws IOException {
        return recorded().replace(" " + STATIC, "");
    }

    private static String recorded() throws IOException {
        try (InputStream in =
                requireNonNull(DovecotCheckTest.class.getResourceAsStream("doveconf-n.txt"), "doveconf-n.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void configurationShouldHaveNoMistakeWhenItKnowsWhoExists() throws IOException {
        assertThat(DovecotCheck.findings(good(), "recipient_delimiter = +\n", BY_LOGIN))
                .isEmpty();
    }

    @Test
    void blocksShouldBeReadWithWhatIsInThem() throws IOException {
        DovecotBlock whole = DovecotBlock.parse(recorded());

        assertThat(whole.value("auth_mechanisms")).isEqualTo("plain login");
        assertThat(whole.all("passdb")).extracting(DovecotBlock::driver).containsExactly("sql", "sql");
        assertThat(whole.all("userdb")).singleElement().satisfies(userdb -> {
            assertThat(userdb.driver()).isEqualTo("static");
            assertThat(userdb.value("args")).endsWith(STATIC);
        });
        assertThat(whole.all("service").filter(service -> service.name().equals("auth")))
                .singleElement()
                .satisfies(service -> assertThat(service.all("unix_listener"))
                        .singleElement()
                        .satisfies(socket -> assertThat(socket.value("mode")).isEqualTo("0660")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passdb { ; args = nopassword=y ; driver = static ; } | UNCHECKED | nopassword",
                "passdb { ; args = password=secret ; driver = static ; } | UNCHECKED | a static passdb",
                "passdb { ; override_fields = nopassword=y ; driver = sql ; } | UNCHECKED | nopassword",
                "passdb any { ; passdb_driver = static ; fields { ; nopassword = yes ; } ; } | UNCHECKED | nopassword",
                "passdb { ; driver = ldap ; result_failure = return-ok ; } | UNCHECKED | lets a login pass that was refused",
                "passdb { ; driver = ldap ; result_internalfail = continue-ok ; } | UNCHECKED | could not be verified",
                "passdb { ; driver = pam ; } | WARNING | accounts of this machine",
                "passdb { ; driver = oauth2 ; args = /nonexistent/oauth2 ; } | WARNING | cannot be read",
                "userdb { ; driver = static ; args = uid=vmail allow_all_users=yes ; } | STOPPED | allow_all_users",
                "userdb static { ; userdb_static_allow_all_users = yes ; } | STOPPED | allow_all_users",
                "auth_mechanisms = plain anonymous | WARNING | anonymous",
                "disable_plaintext_auth = no | WARNING | not encrypted",
                "auth_allow_cleartext = yes | WARNING | not encrypted",
                "auth_master_user_separator = * | WARNING | a master user",
                "auth_cache_size = 10 M | WARNING | still logs in",
            })
    void mistakeShouldBeFoundWithItsSeverity(String lines, Severity severity, String words) throws IOException {
        String text = good() + lines.replace(" ; ", "\n") + "\n";

        assertThat(DovecotCheck.findings(text, "recipient_delimiter = +\n", BY_LOGIN))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.finding()).contains(words);
                });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"+, -, nothing", "-, +, \"+\"", "+, +-, \"+-\""})
    void delimiterShouldBeMailcloaks(String theirs, String ours, String shown) throws IOException {
        String separator = "recipient_delimiter = " + (theirs == null ? "" : theirs) + "\n";

        assertThat(DovecotCheck.findings(good(), separator, rules(ours == null ? "" : ours, DeliverTo.LOGIN, "")))
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .contains("Mailcloak by " + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketmap:unix:mailcloak/socketmap:transport",
                "hash:/etc/postfix/transport, socketmap:inet:127.0.0.1:10026:transport",
                "pipemap:{proxy:sqlite:/etc/postfix/postfix-addresses.cf, socketmap:unix:mailcloak/socketmap:transport}"
            })
    void everyNameMayHaveAMailboxWhenPostfixAsksWhoExists(String transportMaps) throws IOException {
        assertThat(DovecotCheck.findings(
                        recorded(), "recipient_delimiter = +\n", rules("+", DeliverTo.LOGIN, transportMaps)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hash:/etc/postfix/transport", "socketmap:unix:other/socketmap:transports"})
    void everyNameShouldHaveNoMailboxWhenPostfixAsksOtherMaps(String transportMaps) throws IOException {
        assertThat(DovecotCheck.findings(
                        recorded(), "recipient_delimiter = +\n", rules("+", DeliverTo.LOGIN, transportMaps)))
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .endsWith("Postfix's transport_maps does not ask Mailcloak's map transport");
    }

    @Test
    void everyNameShouldHaveNoMailboxWhenThereIsNoPostfixToAsk() throws IOException {
        DeliveryRules elsewhere = new DeliveryRules("+", DeliverTo.LOGIN, "local", DATABASE, () -> {
            throw new MailServerException("postconf cannot be run");
        });

        assertThat(DovecotCheck.findings(recorded(), "recipient_delimiter = +\n", elsewhere))
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .endsWith("is not known, postconf cannot be run");
    }

    /** The shipped query cuts extensions off itself, and knows addresses that hold the delimiter. */
    @ParameterizedTest
    @CsvSource({
        "dovecot-users-sql.conf.ext, '', ADDRESS, 0",
        "dovecot-users-sql.conf.ext, +, ADDRESS, 1",
        "dovecot-users-sql.conf.ext, +, LOGIN, 0",
        "dovecot-users-sql.conf.ext, '', LOGIN, 1",
        "dovecot-apps-sql.conf.ext, '', ADDRESS, 0",
        "dovecot-apps-sql.conf.ext, +, ADDRESS, 0",
        "dovecot-apps-sql.conf.ext, -, ADDRESS, 1",
    })
    void extensionsShouldBeCutOffOnce(String query, String theirs, DeliverTo deliverTo, int mistakes)
            throws IOException {
        Path file = Path.of("../docs/configs", query).toAbsolutePath();
        String set = good().replaceAll("(?s)userdb \\{.*?\\}", "userdb {\n args = " + file + "\n driver = sql\n}");

        assertThat(DovecotCheck.findings(set, "recipient_delimiter = " + theirs + "\n", rules("+", deliverTo, "")))
                .hasSize(mistakes)
                .allSatisfy(finding -> assertThat(finding.place()).isEqualTo("recipient_delimiter"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "introspection_url = https://sso.example.org/introspect | is not looked at",
                "tokeninfo_url = https://sso.example.org/info?token= | made for any other program",
                "local_validation_key_dict = fs:posix:prefix=/etc/dovecot/keys/ | any issuer",
                "# active_attribute = active ; introspection_url = https://sso.example.org/x | is not looked at",
            })
    void anyTokenShouldNotLogIn(String lines, String words, @TempDir Path folder) throws IOException {
        assertThat(oauth2(folder, lines.replace(" ; ", "\n"))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.UNCHECKED);
            assertThat(finding.finding()).contains(words);
        });
    }

    @ParameterizedTest
    @CsvSource({"dovecot-oauth2.conf.ext", "dovecot-oauth2-authentik.conf.ext"})
    void shippedFileForTokensShouldHaveNoMistake(String sample, @TempDir Path folder) throws IOException {
        assertThat(oauth2(folder, Files.readString(Path.of("../docs/configs", sample))))
                .isEmpty();
    }

    private static List<Finding> oauth2(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("oauth2"), text);
        return DovecotCheck.findings(
                good() + "passdb {\nargs = " + file + "\ndriver = oauth2\n}\n", "recipient_delimiter = +\n", BY_LOGIN);
    }

    @Test
    void worstShouldComeFirst() throws IOException {
        assertThat(DovecotCheck.findings(
                        recorded() + "passdb {\nargs = nopassword=y\ndriver = static\n}\nssl = no\n",
                        "recipient_delimiter = +",
                        BY_LOGIN))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNCHECKED, Severity.STOPPED, Severity.WARNING);
    }
}
