package org.mailcloak.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.mail.LocalPeople;
import org.mailcloak.e2e.mail.RealMail;

/** {@code postfix check} and {@code dovecot check}, by postconf and doveconf of this machine, beside a server that runs. */
@RealMail
class MailServerChecksTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Sandbox sandbox;
    private static Path sockets;
    private static MailcloakServer server;

    @BeforeAll
    static void start() {
        sandbox = new Sandbox();
        sandbox.directory("log", "root", "rwxr-xr-x");
        sandbox.directory("db", "root", "rwxr-xr-x");
        sandbox.directory("spool", "root", "rwxr-xr-x");
        sockets = sandbox.directory("spool/mailcloak", "root", "rwxr-xr-x");
        Path database = sandbox.path("db/state.db");
        CtlRunner ctl = new CtlRunner(sandbox, database);
        ctl.run("init");
        ctl.run("domains", "add", "d1.test");
        new LocalPeople().add(ctl);
        ctl.run("aliases", "add", "postmaster@d1.test", "alice");
        ctl.run("aliases", "add", "abuse@d1.test", "alice");
        server = new MailcloakServer(
                sandbox,
                ServerConfiguration.forPostfix(
                        "provider: local\n", database, sockets.resolve("policy"), sockets.resolve("socketmap")));
        server.start();
        sandbox.directory("dovecot", "root", "rwxr-xr-x");
        for (String table : List.of("postfix-domains.cf", "postfix-addresses.cf")) {
            sandbox.file(
                    table,
                    Sample.of(table)
                            .with("/var/lib/mailcloak/state.db", database)
                            .text());
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    /** The samples with this machine's folders and names, and lines that follow them. */
    private static Path postfix(String name, String mainLines, String masterLines) {
        Path folder = sandbox.directory(name, "root", "rwxr-xr-x");
        String main = Sample.of("postfix-main.cf")
                .with("example.org", "d1.test")
                .with("/etc/postfix/", sandbox.path("") + "/")
                .text();
        sandbox.file(
                name + "/main.cf",
                main + "queue_directory = " + sandbox.path("spool") + "\n" + mainLines.replace(";", "\n"));
        sandbox.file(name + "/master.cf", Sample.of("postfix-master.cf").text() + masterLines.replace(";", "\n") + """

                        cleanup unix n - y - 0 cleanup
                        rewrite unix - - y - - trivial-rewrite
                        """);
        return folder;
    }

    private static Command.Outcome ctl(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Checkout.java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.ctl().toString(),
                "--config",
                server.configuration().toString()));
        line.addAll(List.of(arguments));
        return sandbox.command(LIMIT).run("", line);
    }

    @Test
    void shippedPostfixFilesShouldHaveNoMistake() {
        Path folder = postfix("shipped", "", "");

        assertThat(ctl("postfix", "check", "--config-directory", folder.toString()))
                .isEqualTo(new Command.Outcome(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "smtpd_recipient_restrictions = reject_non_fqdn_sender, permit_mynetworks,;"
                        + " check_policy_service unix:mailcloak/policy, reject_unauth_destination"
                        + " | - | unchecked\tsmtp/inet: smtpd_recipient_restrictions\tpermit_mynetworks stands before",
                "- | 2525 inet n - y - - smtpd;  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"
                        + " | unchecked\t2525/inet: smtpd_recipient_restrictions\tMailcloak is not asked",
                "ours = permit_sasl_authenticated;smtpd_recipient_restrictions = reject_non_fqdn_sender, $ours, check_policy_service"
                        + " unix:mailcloak/policy | - | unchecked\tsubmission/inet: smtpd_recipient_restrictions\tpermit_sasl",
                "smtpd_recipient_restrictions = reject_non_fqdn_sender, check_policy_service unix:SPOOL/mailcloak/policy"
                        + " | - | stopped\tunix:SPOOL/mailcloak/policy\tsmtp/inet, submission/inet, submissions/inet is chrooted",
                "mydestination = $myhostname, d1.test | - | stopped\tmydestination\tnames d1.test",
                "virtual_alias_maps = hash:/etc/aliases | - | stopped\tvirtual_alias_maps\tdoes not ask Mailcloak",
                "recipient_delimiter = + | - | stopped\trecipient_delimiter\t",
                "smtpd_end_of_data_restrictions = {check_policy_service{unix:mailcloak/policy}} | -"
                        + " | stopped\tsmtpd_end_of_data_restrictions\tPostfix knows no restriction",
            })
    void mistakeShouldBeFoundByWhatPostconfPrints(String main, String master, String line) {
        Path folder = postfix(
                "planted",
                main == null ? "" : main.replace("SPOOL", sandbox.path("spool").toString()),
                master == null ? "" : master);

        Command.Outcome outcome = ctl("postfix", "check", "--config-directory", folder.toString());

        assertThat(outcome.stdout())
                .contains(line.replace("SPOOL", sandbox.path("spool").toString()));
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void socketShouldBeToldWhenPostfixMayNotEnterItsFolder() {
        Path folder = postfix("closed", "", "");
        Sandbox.mode(sockets, "rwx------");
        try {
            Command.Outcome outcome =
                    ctl("postfix", "check", "--config-directory", folder.toString(), "--output", "json");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.stdout())
                    .contains("\"severity\": \"stopped\"", "the user postfix may not enter the folder " + sockets);
        } finally {
            Sandbox.mode(sockets, "rwxr-xr-x");
        }
    }

    @Test
    void checkShouldFailWhenThereIsNoPostfix() {
        Command.Outcome outcome = ctl(
                "postfix", "check", "--config-directory", sandbox.path("none").toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("mailcloakctl: postconf -c ", "No such file or directory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipient_delimiter = | 0 | ''",
                "recipient_delimiter = + | 1 | stopped\trecipient_delimiter\tDovecot separates extensions by \"+\"",
                "recipient_delimiter =;passdb {;  driver = static;  args = nopassword=y;} | 1 | unchecked\tpassdb static\t",
                "recipient_delimiter =;userdb {;  driver = static;  args = uid=1000 allow_all_users=yes;}"
                        + " | 1 | stopped\tuserdb static\t",
            })
    void dovecotShouldBeJudgedByWhatDoveconfPrints(String lines, int exitCode, String line) {
        Path file = sandbox.file("dovecot/dovecot.conf", """
                protocols = imap lmtp
                ssl = required
                passdb {
                  driver = passwd-file
                  args = /nonexistent
                }
                %s
                """.formatted(lines.replace(";", "\n")));

        Command.Outcome outcome = ctl("dovecot", "check", "--config-file", file.toString());

        assertThat(outcome.stdout()).contains(line);
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }
}
