package org.mailcloak.e2e.spelling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Readme;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.mail.DovecotConfiguration;
import org.mailcloak.e2e.mail.DovecotInstance;
import org.mailcloak.e2e.mail.PostfixInstance;
import org.mailcloak.e2e.mail.SmtpClient;
import org.mailcloak.e2e.mail.SmtpReply;

/**
 * Postfix and the server for many spellings: whatever is accepted is thrown away by Postfix, and its log says as what. Domains
 * d1.test (virtual, with a catch-all for {@code catcher}), bücher.test and d2.test; accounts alice, bob, catcher and member in
 * d1.test, carol (disabled) and dave2 with dave@d2.test; alias1@d1.test for alice; inner@d1.test is a list with {@code member} in it,
 * to which the application app1 alone may post.
 */
final class SpellingSite implements AutoCloseable {

    private static final String PASSWORD = "correct horse";
    private static final Pattern QUEUED = Pattern.compile("queued as (\\w+)");
    private static final Pattern SENDER = Pattern.compile("/qmgr\\[\\d+]: (\\w+): from=<(.*)>, size=");
    private static final Pattern RECIPIENT =
            Pattern.compile("/(?:discard|error|local|smtp|lmtp)\\[\\d+]: (\\w+): to=<(.*?)>, (?:orig_to=<|relay=)");

    private final Sandbox sandbox = new Sandbox();
    private final PostfixInstance postfix = new PostfixInstance(sandbox);
    private final CtlRunner ctl;
    private final MailcloakServer server;
    private final DovecotInstance dovecot = new DovecotInstance(sandbox);
    private final DovecotConfiguration dovecotConfiguration;
    private final Map<String, String> files;
    private final int port = sandbox.freePort();

    private SpellingSite(String origin, String mainCf) {
        Path database = sandbox.directory("db", "root", "rwxr-xr-x").resolve("state.db");
        Path sockets = sandbox.directory("spool/private", "postfix", "rwx------");
        sandbox.directory("log", "root", "rwxr-xr-x");
        ctl = new CtlRunner(sandbox, database);
        ServerConfiguration configuration = ServerConfiguration.forPostfix(
                "provider: local\n", database, sockets.resolve("policy"), sockets.resolve("socketmap"));
        server = new MailcloakServer(
                sandbox,
                new ServerConfiguration(
                        configuration.idp(),
                        database,
                        configuration.policySocket(),
                        configuration.socketmapSocket(),
                        "origin: " + origin + "\nrecipient_delimiter: \"+-\"\n",
                        configuration.more()));
        dovecotConfiguration = new DovecotConfiguration(
                sandbox.path("dovecot"),
                dovecot.ownSettings(),
                dovecot.mailboxes().root(),
                sockets,
                database);
        files = Map.of(
                "main.cf",
                postfix.ownParameters() + COMMON + "myorigin = " + origin + "\n" + mainCf,
                "master.cf",
                "127.0.0.1:" + port + " inet n - n - - smtpd\n" + PostfixInstance.ownServices());
    }

    private static final String COMMON = """
            compatibility_level = 3.6
            myhostname = mx.d1.test
            mynetworks = 192.0.2.1/32
            alias_maps =
            alias_database =
            local_recipient_maps =
            local_transport = discard:local
            virtual_transport = discard:virtual
            recipient_delimiter = +-
            smtpd_error_sleep_time = 0s
            smtpd_soft_error_limit = 1000000
            smtpd_hard_error_limit = 1000000
            smtpd_junk_command_limit = 1000000
            smtpd_client_connection_count_limit = 0
            in_flow_delay = 0s
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = private/auth
            """;

    /** With the lines of the README, and every local domain a virtual one; the messages are not delivered to a mailbox. */
    static SpellingSite asPrinted() {
        String printed =
                Readme.postfixLines("private/").replaceAll("(?m)^(virtual_transport|recipient_delimiter) =.*\\n", "");
        return started(new SpellingSite("d1.test", "mydestination =\n" + printed));
    }

    /** With nothing before the policy service, and a domain that Postfix takes for its own, which completes addresses too. */
    static SpellingSite permissive() {
        return started(new SpellingSite("d2.test", """
                mydestination = d2.test, local.test, localhost
                virtual_mailbox_domains = d1.test, xn--bcher-kva.test
                virtual_alias_domains =
                virtual_alias_maps = socketmap:unix:private/socketmap:alias
                smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
                smtpd_recipient_restrictions = check_policy_service unix:private/policy
                """));
    }

    private static SpellingSite started(SpellingSite site) {
        try {
            site.populate();
            site.server.start();
            site.dovecot.start(site.dovecotConfiguration.files());
            site.postfix.start(site.files);
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void populate() {
        ctl.run("init");
        Sandbox.mode(sandbox.path("db"), "rwxrwxrwx");
        Sandbox.mode(ctl.database(), "rw-rw-rw-");
        String users = Stream.of("alice", "bob", "catcher", "member", "carol")
                .map(login -> user(login, login + "@d1.test", login.equals("carol") ? "disabled" : "active"))
                .collect(Collectors.joining(", "));
        ctl.runWithInput("""
                {"mailcloak_export": 1,
                "domains": [{"domain": "d1.test", "enabled": true}, {"domain": "d2.test", "enabled": true},
                    {"domain": "xn--bcher-kva.test", "enabled": true}],
                "aliases": [{"alias": "alias1@d1.test", "user": "alice", "enabled": true},
                    {"alias": "@d1.test", "user": "catcher", "enabled": true}],
                "apps": [],
                "users": [%s, %s],
                "groups": [{"name": "inner", "address": "inner@d1.test", "posting": "senders", "senders": ["app1"],
                    "send_as": "none", "members": ["member"], "groups": []}]}
                """.formatted(users, user("dave2", "dave@d2.test", "active")), "import");
        ctl.runWithInput(PASSWORD + "\n", "users", "passwd", "alice", "--password-stdin");
    }

    private static String user(String login, String address, String state) {
        return "{\"login\": \"" + login + "\", \"primary_address\": \"" + address + "\", \"also\": [], \"state\": \""
                + state + "\"}";
    }

    /** A session without login. */
    SmtpClient connect() {
        return SmtpClient.connect(port);
    }

    SmtpClient connectAs(String login) {
        SmtpClient client = connect();
        return client.requireLogin(client.login(login, PASSWORD));
    }

    /** The queue id of an accepted message. */
    static String queueId(SmtpReply reply) {
        Matcher matcher = QUEUED.matcher(reply.text());
        if (!matcher.find()) {
            throw new IllegalStateException("not accepted: " + reply);
        }
        return matcher.group(1);
    }

    /** As what Postfix sent these messages on, by their queue ids; waits until it has dealt with all of them. */
    Map<String, Outcome> outcomes(Collection<String> queueIds) {
        Awaitility.await("an empty queue")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(postfix::queueIsEmpty);
        Map<String, Outcome> outcomes = new HashMap<>();
        Awaitility.await("a line of the log for each message")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    outcomes.clear();
                    postfix.log().since(0).forEach(line -> note(line, outcomes));
                    return outcomes.keySet().containsAll(queueIds)
                            && queueIds.stream().allMatch(id -> outcomes.get(id).isComplete());
                });
        return outcomes;
    }

    private static void note(String line, Map<String, Outcome> outcomes) {
        Matcher sender = SENDER.matcher(line);
        if (sender.find()) {
            outcomes.computeIfAbsent(sender.group(1), id -> new Outcome())
                    .senders
                    .add(sender.group(2));
            return;
        }
        Matcher recipient = RECIPIENT.matcher(line);
        if (recipient.find()) {
            outcomes.computeIfAbsent(recipient.group(1), id -> new Outcome())
                    .recipients
                    .add(recipient.group(2));
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }

    /** What Postfix's log says of a message. */
    static final class Outcome {

        private final List<String> senders = new ArrayList<>();
        private final List<String> recipients = new ArrayList<>();

        private boolean isComplete() {
            return !senders.isEmpty() && !recipients.isEmpty();
        }

        List<String> senders() {
            return senders;
        }

        List<String> recipients() {
            return recipients;
        }
    }
}
