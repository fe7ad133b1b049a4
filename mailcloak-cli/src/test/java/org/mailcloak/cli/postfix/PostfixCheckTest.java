package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.Severity;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.decision.Verdict;

/** Each mistake alone, in the files that are shipped. */
class PostfixCheckTest {

    private static final String POLICY = "check_policy_service unix:mailcloak/policy";
    private static final String SOCKETMAP = "socketmap:unix:mailcloak/socketmap:";

    @TempDir
    Path queue;

    private Path domains;

    @BeforeEach
    void layOut() throws IOException {
        queue = queue.toRealPath();
        Files.createDirectory(queue.resolve("mailcloak"));
        Files.createFile(queue.resolve("mailcloak/policy"));
        Files.createFile(queue.resolve("mailcloak/socketmap"));
        domains = Files.writeString(queue.resolve("domains.cf"), "dbpath = " + queue.resolve("state.db") + "\n");
        Files.writeString(queue.resolve("allow"), "# own\n192.0.2.1 OK\n");
        Files.writeString(queue.resolve("deny"), "192.0.2.9 REJECT\n");
    }

    private Recorded shipped() {
        return Recorded.of("shipped")
                .with("queue_directory", queue.toString())
                .with("mail_owner", "root")
                .with("virtual_mailbox_domains", "proxy:sqlite:" + domains)
                .with("transport_maps", "pipemap:{proxy:sqlite:" + domains + ", " + SOCKETMAP + "transport}");
    }

    private MailcloakSite site() {
        return new MailcloakSite(
                new ListenAddress.Unix(queue.resolve("mailcloak/policy")),
                new ListenAddress.Unix(queue.resolve("mailcloak/socketmap")),
                Map.of(),
                "",
                Optional.of("example.org"),
                List.of("example.org", "example.net"),
                queue.resolve("state.db"),
                1000,
                address -> Verdict.PASS);
    }

    private List<Finding> findings(Recorded postfix) {
        return PostfixCheck.findings(postfix.settings(), site());
    }

    @Test
    void shippedFilesShouldHaveNoMistake() {
        assertThat(findings(shipped())).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // mail passes unchecked
                recipient(Severity.UNCHECKED, "permit_mynetworks stands before", "permit_mynetworks, " + POLICY),
                recipient(
                        Severity.UNCHECKED,
                        "permit_sasl_authenticated stands before",
                        "permit_sasl_authenticated, " + POLICY + ", reject_unauth_destination"),
                recipient(
                        Severity.UNCHECKED,
                        "check_client_access cidr:QUEUE/allow stands before",
                        "check_client_access cidr:QUEUE/allow, " + POLICY),
                recipient(Severity.UNCHECKED, "warn_if_reject before it", "warn_if_reject " + POLICY),
                recipient(Severity.UNCHECKED, "Mailcloak is not asked", "permit_sasl_authenticated"),
                recipient(
                        Severity.UNCHECKED,
                        "the policy service at inet:127.0.0.1:10023 is not the one",
                        "check_policy_service inet:127.0.0.1:10023"),
                recipient(
                        Severity.UNCHECKED,
                        "smtpd_policy_service_default_action",
                        "check_policy_service { unix:mailcloak/policy, default_action=DUNNO }"),
                row(
                        Severity.UNCHECKED,
                        "while Mailcloak cannot be asked, mail passes unchecked",
                        postfix -> postfix.with("smtpd_policy_service_default_action", "DUNNO")),
                row(
                        Severity.UNCHECKED,
                        "submission/inet: smtpd_recipient_restrictions: Mailcloak is not asked",
                        postfix -> postfix.override(
                                "submission/inet", "smtpd_recipient_restrictions", "permit_sasl_authenticated,reject")),
                row(
                        Severity.UNCHECKED,
                        "permit_mynetworks stands before",
                        postfix -> postfix.with("smtpd_restriction_classes", "ours")
                                .with("ours", "permit_mynetworks, " + POLICY)
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender, ours")),
                row(
                        Severity.UNCHECKED,
                        "at a time at which it has no objection",
                        postfix -> postfix.with("smtpd_delay_reject", "no")
                                .with("smtpd_sender_restrictions", POLICY)
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender")),
                row(
                        Severity.UNCHECKED,
                        "at a time at which it has no objection",
                        postfix -> postfix.with("smtpd_end_of_data_restrictions", POLICY)
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender")),
                row(
                        Severity.UNCHECKED,
                        "permit stands before reject_unauth_destination",
                        postfix -> postfix.with("smtpd_relay_restrictions", "permit, reject_unauth_destination")
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender, " + POLICY)),
                row(Severity.UNCHECKED, "mynetworks", postfix -> postfix.with("mynetworks", "127.0.0.0/8, 0.0.0.0/0")),
                recipient(Severity.UNCHECKED, "nothing refuses senders without a domain", POLICY),
                row(Severity.UNCHECKED, "myorigin", postfix -> postfix.with("myorigin", "$myhostname")),
                // mail is stopped or goes astray
                row(
                        Severity.STOPPED,
                        "Postfix refuses to serve so",
                        postfix -> postfix.with("smtpd_relay_restrictions", "")
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender, " + POLICY)),
                recipient(
                        Severity.STOPPED,
                        "is chrooted, and looks for the socket at QUEUE/QUEUE/mailcloak/policy",
                        "check_policy_service unix:QUEUE/mailcloak/policy"),
                recipient(
                        Severity.STOPPED,
                        "Postfix knows no restriction \"reject_unauth_destinatoin\"",
                        POLICY + ", reject_unauth_destinatoin"),
                row(
                        Severity.STOPPED,
                        "Postfix knows no restriction \"check_policy_service{unix:mailcloak/policy}\"",
                        postfix -> postfix.with(
                                "smtpd_end_of_data_restrictions", "{check_policy_service{unix:mailcloak/policy}}")),
                row(
                        Severity.STOPPED,
                        "mydestination: names example.org",
                        postfix -> postfix.with("mydestination", "$myhostname, example.org, localhost")),
                row(
                        Severity.STOPPED,
                        "virtual_alias_domains: names example.net",
                        postfix -> postfix.with("virtual_alias_domains", "example.net")),
                row(
                        Severity.STOPPED,
                        "relay_domains: names example.net",
                        postfix -> postfix.with("relay_domains", "example.net")),
                row(
                        Severity.STOPPED,
                        "recipient_delimiter: Postfix separates extensions by \"+\", Mailcloak by nothing",
                        postfix -> postfix.with("recipient_delimiter", "+")),
                row(
                        Severity.STOPPED,
                        "virtual_alias_maps: does not ask Mailcloak",
                        postfix -> postfix.with("virtual_alias_maps", "hash:/etc/postfix/virtual")),
                row(
                        Severity.STOPPED,
                        "virtual_alias_maps: asks the map \"mailbox\"",
                        postfix -> postfix.with("virtual_alias_maps", SOCKETMAP + "mailbox")),
                row(
                        Severity.STOPPED,
                        "virtual_mailbox_maps: does not ask Mailcloak",
                        postfix -> postfix.with("virtual_mailbox_maps", "hash:/etc/postfix/vmailbox")),
                row(
                        Severity.STOPPED,
                        "virtual_mailbox_domains: does not have example.net",
                        postfix -> postfix.with("virtual_mailbox_domains", "example.org")),
                row(
                        Severity.STOPPED,
                        "chrooted processes cannot open the database",
                        postfix -> postfix.with("virtual_mailbox_domains", "sqlite:QUEUE/domains.cf")),
                row(
                        Severity.STOPPED,
                        "cannot be read",
                        postfix -> postfix.with("virtual_mailbox_domains", "proxy:sqlite:QUEUE/none.cf")),
                row(
                        Severity.STOPPED,
                        "proxy:sqlite:QUEUE/none.cf: cannot be read",
                        postfix -> postfix.with(
                                "transport_maps", "pipemap:{proxy:sqlite:QUEUE/none.cf, " + SOCKETMAP + "transport}")),
                row(
                        Severity.STOPPED,
                        "transport_maps: asks the map \"recipient\"",
                        postfix -> postfix.with(
                                "transport_maps",
                                "unionmap:{hash:/etc/postfix/transport, pipemap:{proxy:sqlite:QUEUE/domains.cf, "
                                        + SOCKETMAP + "recipient}}")),
                row(
                        Severity.STOPPED,
                        "rewrite/unix is chrooted, and looks for the socket at QUEUE/QUEUE/mailcloak/socketmap",
                        postfix -> postfix.with(
                                "transport_maps",
                                "pipemap:{proxy:sqlite:QUEUE/domains.cf, socketmap:unix:QUEUE/mailcloak/socketmap:transport}")),
                row(
                        Severity.STOPPED,
                        "virtual_transport: is virtual(8)",
                        postfix -> postfix.with("virtual_transport", "virtual")),
                row(
                        Severity.STOPPED,
                        "mail is accepted and never delivered",
                        postfix -> postfix.with("virtual_transport", "virtual").with("virtual_mailbox_maps", "")),
                row(
                        Severity.STOPPED,
                        "submission/inet: smtpd_sasl_auth_enable: is no",
                        postfix -> postfix.override("submission/inet", "smtpd_sasl_auth_enable", "no")),
                row(
                        Severity.STOPPED,
                        "virtual_alias_expansion_limit: is 100",
                        postfix -> postfix.with("virtual_alias_expansion_limit", "100")),
                row(
                        Severity.STOPPED,
                        "smtpd_sender_login_maps: is empty",
                        postfix -> postfix.with("smtpd_sender_login_maps", "")
                                .override(
                                        "submission/inet",
                                        "smtpd_sender_restrictions",
                                        "reject_authenticated_sender_login_mismatch")),
                // works, and should be changed
                row(
                        Severity.WARNING,
                        "Mailcloak is asked 2 times",
                        postfix -> postfix.with("smtpd_sender_restrictions", POLICY)),
                row(
                        Severity.WARNING,
                        "550 5.1.7 Sender address rejected",
                        postfix -> postfix.with("smtpd_sender_restrictions", POLICY)
                                .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender")),
                recipient(
                        Severity.WARNING,
                        "check_policy_service inet:127.0.0.1:10023 stands before",
                        "check_policy_service inet:127.0.0.1:10023, " + POLICY),
                recipient(
                        Severity.WARNING,
                        "check_sender_access ldap:/etc/ldap.cf stands before",
                        "check_sender_access ldap:/etc/ldap.cf, " + POLICY),
                row(
                        Severity.WARNING,
                        "virtual_alias_domains: is $virtual_alias_maps by default",
                        postfix -> postfix.without("virtual_alias_domains", "$virtual_alias_maps")),
                row(
                        Severity.WARNING,
                        "hash:/etc/postfix/virtual stands before Mailcloak's map",
                        postfix ->
                                postfix.with("virtual_alias_maps", "hash:/etc/postfix/virtual " + SOCKETMAP + "alias")),
                row(
                        Severity.WARNING,
                        "smtp/inet: smtpd_recipient_restrictions: reject_..._sender_login_mismatch does nothing",
                        postfix -> postfix.with(
                                "smtpd_recipient_restrictions",
                                "reject_non_fqdn_sender, " + POLICY + ", reject_sender_login_mismatch")),
                row(
                        Severity.WARNING,
                        "reject_unauth_destination looks at a recipient",
                        postfix -> postfix.with("smtpd_end_of_data_restrictions", "reject_unauth_destination")),
                row(
                        Severity.WARNING,
                        "each message takes one more question for nothing",
                        postfix -> postfix.with("smtpd_end_of_data_restrictions", POLICY)),
                row(
                        Severity.WARNING,
                        "clients that have not logged in are not refused here",
                        postfix -> postfix.override("submission/inet", "smtpd_client_restrictions", "")),
                row(
                        Severity.WARNING,
                        "takes passwords over connections that are not encrypted",
                        postfix -> postfix.with("smtpd_tls_auth_only", "no").with("smtpd_sasl_auth_enable", "yes")),
                row(
                        Severity.WARNING,
                        "smtpd_sasl_security_options",
                        postfix -> postfix.override("submission/inet", "smtpd_sasl_security_options", "noplaintext")),
                row(Severity.WARNING, "soft_bounce", postfix -> postfix.with("soft_bounce", "yes")));
    }

    private static Arguments row(Severity severity, String words, UnaryOperator<Recorded> mistake) {
        return Arguments.of(severity, words, mistake);
    }

    private static Arguments recipient(Severity severity, String words, String list) {
        String qualified =
                list.equals(POLICY) || list.equals("warn_if_reject " + POLICY) ? "" : "reject_non_fqdn_sender, ";
        return row(severity, words, postfix -> postfix.with("smtpd_recipient_restrictions", qualified + list));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeShouldBeFoundWithItsSeverity(Severity severity, String words, UnaryOperator<Recorded> mistake) {
        Recorded postfix = inQueue(mistake.apply(shipped()));

        assertThat(findings(postfix)).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.place() + ": " + finding.finding())
                    .contains(words.replace("QUEUE/QUEUE", queue + queue.toString())
                            .replace("QUEUE", queue.toString()));
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    private Recorded inQueue(Recorded postfix) {
        Map.copyOf(postfix.settings().parameters()).forEach((name, value) -> {
            if (value.contains("QUEUE")) {
                postfix.with(name, value.replace("QUEUE", queue.toString()));
            }
        });
        return postfix;
    }

    static Stream<UnaryOperator<Recorded>> goodVariants() {
        return Stream.of(
                postfix -> postfix.with(
                        "smtpd_recipient_restrictions",
                        "reject_non_fqdn_sender, check_client_access cidr:QUEUE/deny, " + POLICY
                                + ", permit_mynetworks, reject_unauth_destination"),
                postfix -> postfix.with(
                        "smtpd_recipient_restrictions",
                        "reject_non_fqdn_sender, check_policy_service { unix:mailcloak/policy, timeout=10s }"),
                postfix -> postfix.with("smtpd_restriction_classes", "ours")
                        .with("ours", POLICY)
                        .with("smtpd_recipient_restrictions", "reject_non_fqdn_sender, ours"),
                postfix -> postfix.with("smtpd_relay_restrictions", ""),
                postfix -> postfix.with("virtual_mailbox_domains", SOCKETMAP + "domain"),
                postfix -> postfix.with("virtual_mailbox_domains", "example.org, example.net"),
                // a gateway
                postfix -> postfix.with("virtual_mailbox_domains", "")
                        .with("virtual_mailbox_maps", "")
                        .with("virtual_alias_maps", "")
                        .with("relay_domains", SOCKETMAP + "domain")
                        .with("relay_recipient_maps", SOCKETMAP + "recipient"),
                postfix -> postfix.with("mydestination", "$myhostname, localhost.$mydomain, localhost"));
    }

    @ParameterizedTest
    @MethodSource("goodVariants")
    void otherWaysThatAreRightShouldHaveNoMistake(UnaryOperator<Recorded> variant) {
        assertThat(findings(inQueue(variant.apply(shipped())))).isEmpty();
    }

    @Test
    void socketShouldBeMissedWhenTheServerDoesNotRun() throws IOException {
        Files.delete(queue.resolve("mailcloak/policy"));

        assertThat(findings(shipped()))
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .startsWith("there is no " + queue.resolve("mailcloak/policy"))
                .contains("smtp/inet, submission/inet, submissions/inet");
    }

    @Test
    void databaseShouldBeTheServersOwn() throws IOException {
        Files.writeString(domains, "dbpath = /old/state.db\n");

        assertThat(findings(shipped()))
                .extracting(Finding::finding)
                .singleElement()
                .asString()
                .startsWith("is /old/state.db, Mailcloak's database is ");
    }

    @Test
    void worstShouldComeFirst() {
        List<Finding> findings = findings(Recorded.of("debian").with("queue_directory", queue.toString()));

        assertThat(findings).extracting(Finding::severity).isSorted().contains(Severity.values());
    }
}
