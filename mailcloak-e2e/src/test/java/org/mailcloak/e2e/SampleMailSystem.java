package org.mailcloak.e2e;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Postfix and Dovecot as the samples of {@code docs/configs} set them up, with people, alias1@d1.test for alice,
 * and the application app1. Besides folders, ports and names, three things differ from the samples: no IMAP, no question to
 * the name service about sender domains, and mail to other sites is thrown away.
 */
final class SampleMailSystem implements AutoCloseable {

    private final Sandbox sandbox = new Sandbox();
    private final Path database = sandbox.path("db/state.db");
    private final Certificate certificate = Certificate.make(sandbox, "mx.d1.test");
    private final DovecotInstance dovecot = new DovecotInstance(sandbox);
    private final PostfixInstance postfix = new PostfixInstance(sandbox);
    private final int publicPort = sandbox.freePort();
    private final int submissionPort = sandbox.freePort();
    private final int stockPort = sandbox.freePort();
    private final People people;
    private final Optional<StockLdapMaps> stock;
    private MailcloakServer server;

    private SampleMailSystem(People people, Optional<StockLdapMaps> stock) {
        this.people = people;
        this.stock = stock;
    }

    static SampleMailSystem start(People people) {
        return start(people, Optional.empty());
    }

    /** @param stock one more submission service, which does without Mailcloak */
    static SampleMailSystem start(People people, Optional<StockLdapMaps> stock) {
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
        Path folder = sandbox.directory("db", "root", "rwxrwx---");
        Sandbox.group(folder, "postfix");
        Mailcloakctl ctl = new Mailcloakctl(sandbox, database);
        ctl.run("init");
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
                people.idp(), database, sockets.resolve("policy"), sockets.resolve("socketmap"));
        server = new MailcloakServer(sandbox, configuration);
        server.start();
        dovecot.start(dovecotFiles());
        postfix.start(postfixFiles());
    }

    private Map<String, String> postfixFiles() {
        Sample main = Sample.of("postfix-main.cf")
                .with("example.org", "d1.test")
                .with("/etc/ssl/certs/mx.d1.test.pem", certificate.certificate())
                .with("/etc/ssl/private/mx.d1.test.key", certificate.key())
                .with("/etc/postfix/postfix-domains.cf", sandbox.path("postfix/postfix-domains.cf"))
                .with("reject_non_fqdn_sender,\n    reject_unknown_sender_domain", "reject_non_fqdn_sender");
        Sample master = Sample.of("postfix-master.cf")
                .with("smtp       inet", "127.0.0.1:" + publicPort + " inet")
                .with("submission inet", "127.0.0.1:" + submissionPort + " inet")
                .with("submissions inet", "127.0.0.1:" + sandbox.freePort() + " inet");
        Sample domains = Sample.of("postfix-domains.cf").with("/var/lib/mailcloak/state.db", database);
        String more = stock.map(maps -> maps.service(stockPort, sandbox.path("postfix")))
                .orElse("");
        Map<String, String> files = new HashMap<>(Map.of(
                "main.cf",
                        main.text()
                                + postfix.ownParameters()
                                + stock.map(StockLdapMaps::patience).orElse(""),
                "master.cf", master.text() + more + PostfixInstance.ownServices(),
                "postfix-domains.cf", domains.text()));
        stock.ifPresent(maps -> files.putAll(maps.files()));
        return files;
    }

    private Map<String, String> dovecotFiles() {
        Sample dovecotConf = people.dovecotConf(Sample.of("dovecot-2.3.conf"))
                .with("protocols = imap lmtp", "protocols = lmtp")
                .with("example.org", "d1.test")
                .with("/etc/ssl/certs/mx.d1.test.pem", certificate.certificate())
                .with("/etc/ssl/private/mx.d1.test.key", certificate.key())
                .with("uid=vmail gid=vmail", "uid=1000 gid=1000")
                .with("/var/vmail", dovecot.mailboxes().root())
                .with("/etc/dovecot/", sandbox.path("dovecot") + "/")
                .with("/var/spool/postfix/", sandbox.path("spool") + "/");
        Map<String, String> files = new HashMap<>(Map.of(
                "dovecot.conf", dovecotConf.text() + dovecot.ownSettings(),
                "dovecot-apps-sql.conf.ext", passwords("dovecot-apps-sql.conf.ext"),
                "dovecot-users-sql.conf.ext", passwords("dovecot-users-sql.conf.ext")));
        people.dovecotFiles().forEach((name, sample) -> files.put(name, sample.text()));
        return files;
    }

    private String passwords(String file) {
        return Sample.of(file).with("/var/lib/mailcloak/state.db", database).text();
    }

    /** A session as another site's server opens it. */
    SmtpClient connect() {
        return SmtpClient.connect(publicPort);
    }

    /** A session as a mail program opens it, encrypted but not logged in. */
    SmtpClient connectForSubmission() {
        return connectEncrypted(submissionPort);
    }

    /** The same without Mailcloak. */
    SmtpClient connectToStock() {
        return connectEncrypted(stockPort);
    }

    private SmtpClient connectEncrypted(int port) {
        SmtpClient client = SmtpClient.connect(port);
        client.startTls(certificate.trust());
        return client;
    }

    SmtpClient connectAs(String login) {
        SmtpClient client = connectForSubmission();
        return client.requireLogin(client.login(login, MailSystem.PASSWORD));
    }

    /** What Mailcloak wrote since its start. */
    String serverLog() {
        return server.output();
    }

    PostfixInstance postfix() {
        return postfix;
    }

    Mailboxes mailboxes() {
        return dovecot.mailboxes();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
