package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.env.StateDatabase;

/**
 * A site that hands its mail on: a private Postfix, a server, and a database with the domain d1.test, with alice, and with
 * bob, who may not send, and the alias sales@d1.test for both. The mail itself is thrown away.
 */
public final class Gateway implements AutoCloseable {

    private final Sandbox sandbox = new Sandbox();
    private final PostfixInstance postfix = new PostfixInstance(sandbox);
    private final Path database = sandbox.path("db/state.db");
    private final Path sockets = sandbox.path("spool/mailcloak");
    private final CtlRunner ctl = new CtlRunner(sandbox, database);
    private final int port = sandbox.freePort();

    /** Makes the database. Close it even if this fails. */
    public void populate() {
        sandbox.directory("db", "root", "rwx------");
        ctl.run("init");
        ctl.run("domains", "add", "d1.test");
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--no-password");
        ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
        ctl.run("users", "block-sending", "bob");
        ctl.run("aliases", "add", "sales@d1.test", "alice", "--also", "bob");
    }

    /**
     * Close it even if this fails.
     *
     * @param sections what follows the names of the server's sockets
     * @param mainCf the maps, and what else is asked for
     * @param masterCf more SMTP services
     */
    public void start(String sections, String mainCf, String masterCf) {
        sandbox.directory("log", "root", "rwxr-xr-x");
        sandbox.directory("spool/mailcloak", "root", "rwxr-xr-x");
        ServerConfiguration configuration = new ServerConfiguration(
                        "provider: local\n", database, sockets.resolve("policy"), socketmap(), """
                        socket_owner_user: postfix
                        socket_owner_group: postfix
                        """.indent(2) + sections)
                .withPolicy("recipient_delimiter: \"+\"\n");
        new MailcloakServer(sandbox, configuration).start();
        postfix.start(Map.of(
                "main.cf",
                ownMainCf() + mainCf,
                "master.cf",
                "127.0.0.1:%d inet n - n - - smtpd\n".formatted(port) + masterCf + PostfixInstance.ownServices()));
    }

    private String ownMainCf() {
        return postfix.ownParameters() + """
                compatibility_level = 3.6
                myhostname = mx.d1.test
                myorigin = d1.test
                mydestination =
                mynetworks = 192.0.2.1/32
                alias_maps =
                alias_database =
                local_recipient_maps =
                recipient_delimiter = +
                smtpd_error_sleep_time = 0s
                smtpd_client_connection_count_limit = 0
                smtpd_relay_restrictions = reject_unauth_destination
                relay_transport = discard:gateway
                """;
    }

    public StateDatabase database() {
        return new StateDatabase(database);
    }

    public CtlRunner ctl() {
        return ctl;
    }

    public Path socketmap() {
        return sockets.resolve("socketmap");
    }

    public int freePort() {
        return sandbox.freePort();
    }

    public SmtpClient connect() {
        return SmtpClient.connect(port);
    }

    public PostfixLog log() {
        return postfix.log();
    }

    /** Postfix's own client of maps, which sends the key as it stands. */
    public Command.Outcome postmap(String table, String key) {
        return sandbox.command(Duration.ofSeconds(60))
                .run("", List.of("postmap", "-c", sandbox.path("postfix").toString(), "-q", key, table));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
