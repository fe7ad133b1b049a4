package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.env.StateDatabase;

/**
 * Postfix, Dovecot and the server wired together, with these inhabitants: domains d1.test and d2.test; users alice (active),
 * bob (may not send), carol (disabled) and dave (active, in d2.test); alias1@d1.test for alice; application app1 that may
 * send as app1@d1.test. Every password is {@link #PASSWORD}.
 */
public final class MailSystem implements AutoCloseable {

    public static final String PASSWORD = "correct horse";

    /** A local domain without users, {@code bücher.test} in the form that DNS knows. */
    public static final String INTERNATIONAL_DOMAIN = "xn--bcher-kva.test";

    private final Sandbox sandbox = new Sandbox();
    private final CtlRunner ctl;
    private final MailcloakServer server;
    private final DovecotInstance dovecot;
    private final DovecotConfiguration dovecotConfiguration;
    private final PostfixInstance postfix;
    private final PostfixConfiguration postfixConfiguration;
    private final Path database;
    private final AtomicInteger changes = new AtomicInteger();

    private MailSystem(Tables tables) {
        database = sandbox.directory("db", "root", "rwxr-xr-x").resolve("state.db");
        Path sockets = sandbox.directory("spool/private", "postfix", "rwx------");
        sandbox.directory("log", "root", "rwxr-xr-x");
        ctl = new CtlRunner(sandbox, database);
        ServerConfiguration configuration = ServerConfiguration.forPostfix(
                "provider: local\n",
                database,
                sockets.resolve("mailcloak-policy"),
                sockets.resolve("mailcloak-socketmap"));
        server = new MailcloakServer(sandbox, configuration.withPolicy(tables.policy()));
        dovecot = new DovecotInstance(sandbox);
        dovecotConfiguration = new DovecotConfiguration(
                sandbox.path("dovecot"),
                dovecot.ownSettings(),
                dovecot.mailboxes().root(),
                sockets,
                database);
        postfix = new PostfixInstance(sandbox);
        postfixConfiguration = new PostfixConfiguration(
                sandbox.path("postfix"),
                postfix.ownParameters(),
                database,
                tables,
                sandbox.freePort(),
                sandbox.freePort(),
                sandbox.freePort());
    }

    public static MailSystem start(Tables tables) {
        MailSystem system = new MailSystem(tables);
        try {
            system.populate();
            system.server.start();
            system.dovecot.start(system.dovecotConfiguration.files());
            system.postfix.start(system.postfixConfiguration.files());
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void populate() {
        ctl.run("init");
        // Postfix and Dovecot read as their own users and must be able to make the files beside a WAL database.
        Sandbox.mode(database.getParent(), "rwxrwxrwx");
        Sandbox.mode(database, "rw-rw-rw-");
        ctl.run("domains", "add", "d1.test");
        ctl.run("domains", "add", "d2.test");
        ctl.run("domains", "add", INTERNATIONAL_DOMAIN);
        addUser("alice", "alice@d1.test");
        addUser("bob", "bob@d1.test");
        addUser("carol", "carol@d1.test");
        addUser("dave", "dave@d2.test");
        ctl.run("users", "block-sending", "bob");
        ctl.run("users", "disable", "carol");
        ctl.run("aliases", "add", "alias1@d1.test", "alice");
        ctl.runWithInput(PASSWORD + "\n", "apps", "add", "app1", "--password-stdin");
        ctl.run("apps", "allow", "app1", "app1@d1.test");
    }

    public void addUser(String login, String address) {
        ctl.runWithInput(PASSWORD + "\n", "users", "add", login, "--address", address, "--password-stdin");
    }

    /** Waits until a change of the database is in force: it shows within a second. */
    public void awaitChange() {
        int mark = changes.incrementAndGet();
        String marker = "change" + mark + "@d1.test";
        ctl.run("aliases", "add", marker, "alice");
        Awaitility.await("a change to show").atMost(Duration.ofSeconds(10)).until(() -> {
            try (SmtpClient client = connect()) {
                return client.probe("someone@outside.example", marker).code() == 250;
            }
        });
    }

    /** Writes into the database as another program might. */
    public void sql(String statement) {
        new StateDatabase(database).execute(statement);
    }

    public CtlRunner ctl() {
        return ctl;
    }

    public MailcloakServer server() {
        return server;
    }

    public PostfixInstance postfix() {
        return postfix;
    }

    public MaildirMailboxes mailboxes() {
        return dovecot.mailboxes();
    }

    public int port() {
        return postfixConfiguration.port();
    }

    public int policyFirstPort() {
        return postfixConfiguration.policyFirstPort();
    }

    /** Where Postfix asks maps alone. */
    public int mapsOnlyPort() {
        return postfixConfiguration.mapsOnlyPort();
    }

    /** A session without login, as another site's server opens it. */
    public SmtpClient connect() {
        return SmtpClient.connect(port());
    }

    /** A session with a login that has to succeed. */
    public SmtpClient connectAs(String login) {
        return connectAs(login, port());
    }

    public SmtpClient connectAs(String login, int port) {
        SmtpClient client = SmtpClient.connect(port);
        return client.requireLogin(client.login(login, PASSWORD));
    }

    /** Waits until all accepted mail is delivered, discarded or bounced, and the log tells of it. */
    public void awaitEmptyQueue() {
        Awaitility.await("an empty queue")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(postfix::queueIsEmpty);
        // Log lines take a moment but keep their order: with a later one there, the earlier ones are too.
        int mark = postfix.log().mark();
        String marker = "marker-" + UUID.randomUUID();
        try (SmtpClient client = connect()) {
            client.probe("", marker + "@elsewhere.example");
        }
        postfix.log().await(mark, line -> line.contains(marker));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
