package org.mailcloak.e2e.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Sample;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.env.SitePeople;
import org.mailcloak.e2e.env.TlsCertificate;
import org.mailcloak.e2e.slapd.StockLdapMaps;

/**
 * Postfix and Dovecot as the samples of {@code docs/configs} set them up, with people, alias1@d1.test for alice,
 * and the application app1. Besides folders, ports and names, two things differ from the samples: no question to the name
 * service about sender domains, and mail to other sites is thrown away.
 */
public final class SampleMailSystem implements AutoCloseable {

    private final Sandbox sandbox = new Sandbox();
    private final Path database = sandbox.path("db/state.db");
    private final TlsCertificate certificate = TlsCertificate.make(sandbox, "mx.d1.test");
    private final DovecotInstance dovecot = new DovecotInstance(sandbox);
    private final PostfixInstance postfix = new PostfixInstance(sandbox);
    private final int publicPort = sandbox.freePort();
    private final int submissionPort = sandbox.freePort();
    private final int stockPort = sandbox.freePort();
    private final int imapPort = sandbox.freePort();
    private final SitePeople people;
    private final Optional<StockLdapMaps> stock;
    private MailcloakServer server;

    private SampleMailSystem(SitePeople people, Optional<StockLdapMaps> stock) {
        this.people = people;
        this.stock = stock;
    }

    public static SampleMailSystem start(SitePeople people) {
        return start(people, Optional.empty());
    }

    /** @param stock one more submission service, which does without Mailcloak */
    public static SampleMailSystem start(SitePeople people, Optional<StockLdapMaps> stock) {
        SampleMailSystem system = new SampleMailSystem(people, stock);
        try {
            system.populate();
            system.startServers();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** The database is root's and open to the group postfix, as the samples ask for. */
    private void populate() {
        Path folder = sandbox.directory("db", "root", "rwx------");
        CtlRunner ctl = new CtlRunner(sandbox, database);
        ctl.run("init");
        Sandbox.group(folder, "postfix");
        Sandbox.mode(folder, "rwxrwx---");
        Sandbox.group(database, "postfix");
        Sandbox.mode(database, "rw-rw----");
        String password = MailSystem.PASSWORD + "\n";
        ctl.run("domains", "add", "d1.test");
        people.add(ctl);
        ctl.run("aliases", "add", "alias1@d1.test", "alice");
        ctl.runWithInput(password, "apps", "add", "app1", "--password-stdin");
        ctl.run("apps", "allow", "app1", "app1@d1.test");
    }

    private void startServers() {
        sandbox.directory("log", "root", "rwxr-xr-x");
        sandbox.directory("spool/private", "postfix", "rwx------");
        Path sockets = sandbox.directory("spool/mailcloak", "root", "rwxr-xr-x");
        ServerConfiguration configuration = ServerConfiguration.forPostfix(
                        people.idp(), database, sockets.resolve("policy"), sockets.resolve("socketmap"))
                .withPolicy(people.policy());
        server = new MailcloakServer(sandbox, configuration);
        server.start();
        dovecot.start(dovecotFiles(), sandbox.directory("postfix", "root", "rwxr-xr-x"));
        postfix.start(postfixFiles());
    }

    private Map<String, String> postfixFiles() {
        Sample main = Sample.of("postfix-main.cf")
                .with("example.org", "d1.test")
                .with("recipient_delimiter =\n", "recipient_delimiter = " + people.delimiter() + "\n")
                .with("/etc/ssl/certs/mx.d1.test.pem", certificate.certificate())
                .with("/etc/ssl/private/mx.d1.test.key", certificate.key())
                .with("/etc/postfix/", sandbox.path("postfix") + "/")
                .with("permit_sasl_authenticated,\n    reject_unknown_sender_domain", "permit_sasl_authenticated");
        Sample master = Sample.of("postfix-master.cf")
                .with("smtp       inet", "127.0.0.1:" + publicPort + " inet")
                .with("submission inet", "127.0.0.1:" + submissionPort + " inet")
                .with("submissions inet", "127.0.0.1:" + sandbox.freePort() + " inet");
        String more = stock.map(maps -> maps.service(stockPort, sandbox.path("postfix")))
                .orElse("");
        Map<String, String> files = new HashMap<>(Map.of(
                "main.cf",
                main.text()
                        + postfix.ownParameters()
                        + stock.map(StockLdapMaps::patience).orElse(""),
                "master.cf",
                master.text() + more + PostfixInstance.chrootedServices(),
                "postfix-domains.cf",
                query("postfix-domains.cf"),
                "postfix-addresses.cf",
                query("postfix-addresses.cf")));
        stock.ifPresent(maps -> files.putAll(maps.files()));
        return files;
    }

    private Map<String, String> dovecotFiles() {
        Sample dovecotConf = people.dovecotConf(Sample.of("dovecot-2.3.conf"))
                .with("example.org", "d1.test")
                .with("/etc/ssl/certs/mx.d1.test.pem", certificate.certificate())
                .with("/etc/ssl/private/mx.d1.test.key", certificate.key())
                .with("mail_uid = vmail\nmail_gid = vmail", "mail_uid = 1000\nmail_gid = 1000")
                .with("/var/vmail", dovecot.mailboxes().root())
                .with("/etc/dovecot/", sandbox.path("dovecot") + "/")
                .with("/var/spool/postfix/", sandbox.path("spool") + "/");
        Map<String, String> files = new HashMap<>(Map.of(
                "dovecot.conf", dovecotConf.text() + dovecot.ownSettings() + DovecotInstance.imapOverTls(imapPort),
                "dovecot-apps-sql.conf.ext", query("dovecot-apps-sql.conf.ext"),
                "dovecot-users-sql.conf.ext", query("dovecot-users-sql.conf.ext")));
        people.dovecotFiles().forEach((name, sample) -> files.put(name, sample.text()));
        return files;
    }

    private String query(String file) {
        return Sample.of(file).with("/var/lib/mailcloak/state.db", database).text();
    }

    /** A session as another site's server opens it. */
    public SmtpClient connect() {
        return SmtpClient.connect(publicPort);
    }

    /** A session as a mail program opens it, encrypted but not logged in. */
    public SmtpClient connectForSubmission() {
        return connectEncrypted(submissionPort);
    }

    /** The same without Mailcloak. */
    public SmtpClient connectToStock() {
        return connectEncrypted(stockPort);
    }

    private SmtpClient connectEncrypted(int port) {
        SmtpClient client = SmtpClient.connect(port);
        client.startTls(certificate.trust());
        return client;
    }

    public SmtpClient connectAs(String login) {
        SmtpClient client = connectForSubmission();
        return client.requireLogin(client.login(login, MailSystem.PASSWORD));
    }

    /** An account's own look into its INBOX, by a token. */
    public ImapClient imapByToken(String login, String token) {
        return ImapClient.bearer(imapPort, certificate.trust(), login, token);
    }

    /** An account's own look into its INBOX. */
    public ImapClient imap(String login, String password) {
        return ImapClient.login(imapPort, certificate.trust(), login, password);
    }

    /** Gives an account a Sieve script, as ManageSieve would. */
    public void sieve(String login, String script) {
        Path home = mailboxes().root().resolve(login);
        sandbox.directory(sandbox.path("").relativize(home).toString(), "root", "rwxr-xr-x");
        Path active = sandbox.file(sandbox.path("").relativize(home) + "/.dovecot.sieve", script);
        Sandbox.owner(home, DovecotInstance.MAIL_UID);
        Sandbox.owner(active, DovecotInstance.MAIL_UID);
    }

    /** Hands a message to the sendmail command of this Postfix, as cron does. */
    public Command.Outcome sendmail(String sender, String recipient, TestMessage message) {
        return sandbox.command(Duration.ofSeconds(30))
                .run(
                        message.text(),
                        List.of("sendmail", "-C", sandbox.path("postfix").toString(), "-f", sender, recipient));
    }

    /** Runs mailcloakctl on the database that the server has open. */
    public void ctl(String... arguments) {
        new CtlRunner(sandbox, database).run(arguments);
    }

    public MailcloakServer server() {
        return server;
    }

    /** What Mailcloak wrote since its start. */
    public String serverLog() {
        return server.output();
    }

    public PostfixInstance postfix() {
        return postfix;
    }

    public MaildirMailboxes mailboxes() {
        return dovecot.mailboxes();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
