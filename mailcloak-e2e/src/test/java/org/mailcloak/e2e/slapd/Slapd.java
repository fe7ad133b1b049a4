package org.mailcloak.e2e.slapd;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.CertificateAuthority;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;

/**
 * A real OpenLDAP server on loopback, with the people of {@code ldap/data.ldif}: alice (active, with aliases), bob (may not
 * send), carol (disabled), dave (offboarded), erin (proxyAddresses), frank (no state), grace (shares an alias with alice).
 * Everybody's password is the name with {@code -pw} after it.
 */
public final class Slapd implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    public static final String SUFFIX = "dc=d1,dc=test";
    public static final String PEOPLE = "ou=people," + SUFFIX;
    public static final String GROUPS = "ou=groups," + SUFFIX;
    /** Reads everything but passwords, without a size limit. */
    public static final String SERVICE_DN = "uid=mailcloak,ou=services," + SUFFIX;

    public static final String SERVICE_PASSWORD = "mailcloak-pw";
    /** Reads what the service account reads, but no states, and five entries at once. */
    public static final String LIMITED_DN = "uid=limited,ou=services," + SUFFIX;

    public static final String LIMITED_PASSWORD = "limited-pw";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String ADMIN_DN = "cn=admin," + SUFFIX;
    private static final String ADMIN_PASSWORD = "admin-pw";
    private static final int SESSION_LOG = 1000;

    private final Sandbox sandbox = new Sandbox();
    private volatile int port = sandbox.freePort();
    private final int tlsPort = sandbox.freePort();
    private final Path work = sandbox.directory("slapd", "root", "rwxr-xr-x");
    private final CertificateAuthority authority;
    private Process process;

    private Slapd(String names) {
        authority = CertificateAuthority.make(sandbox, names);
        sandbox.directory("slapd/db", "root", "rwx------");
        sandbox.file("slapd/mailcloak.schema", resource("mailcloak.schema"));
        sandbox.file(
                "slapd/slapd.conf",
                resource("slapd.conf")
                        .replace("@SCHEMA@", work.toString())
                        .replace("@WORK@", work.toString())
                        .replace("@TLS@", authority.folder().toString())
                        .replace("@SESSIONLOG@", Integer.toString(SESSION_LOG)));
        sandbox.onClose(this::kill);
    }

    /** With a certificate for this host. */
    public static Slapd started() {
        return startedAs("DNS:localhost,IP:127.0.0.1");
    }

    /** @param names whom the certificate is for, such as {@code DNS:localhost} */
    public static Slapd startedAs(String names) {
        Slapd slapd = new Slapd(names);
        try {
            slapd.start();
            try (LDIFReader people = new LDIFReader(Slapd.class.getResourceAsStream("/ldap/data.ldif"))) {
                slapd.load(people);
            }
            return slapd;
        } catch (IOException e) {
            slapd.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            slapd.close();
            throw e;
        }
    }

    /** Starts on the data of the run before, if there was one, and returns once the server answers. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-f",
                            work.resolve("slapd.conf").toString(),
                            "-h",
                            url() + " " + tlsUrl("127.0.0.1") + " " + localUrl(),
                            "-d",
                            "stats,sync")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            work.resolve("slapd.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("slapd")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(this::answers);
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "slapd ended with " + process.exitValue() + ":\n" + Files.readString(work.resolve("slapd.log")));
        }
        try (LDAPConnection connection = admin()) {
            return connection.isConnected();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Ends the server as a crash would. */
    public void kill() {
        if (process != null) {
            Processes.killTree(process.toHandle());
        }
    }

    /** Runs on the same data, but where nobody finds it, while the changes are made. */
    public void changeUnseen(Consumer<LdapAdmin> changes) {
        kill();
        int known = port;
        port = sandbox.freePort();
        try {
            start();
            changes.accept(edit());
            terminate();
        } finally {
            port = known;
        }
        start();
    }

    /** Keeps the data as it is now; the server must not run. */
    public void backUp() {
        copy("db", "backup");
    }

    /** Puts the data back that {@link #backUp} kept; the server must not run. */
    public void restore() {
        copy("backup", "db");
    }

    private void copy(String from, String to) {
        sandbox.command(Duration.ofSeconds(30))
                .runOrFail(List.of(
                        "sh", "-c", "cd \"$0\" && rm -rf " + to + " && cp -a " + from + " " + to, work.toString()));
    }

    /** Ends the server in an orderly way: its clients are told. */
    public void terminate() {
        process.destroy();
        Awaitility.await("the end of slapd")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !process.isAlive());
    }

    /** From now on the server takes connections, by its kernel, and says nothing. */
    public void hang() {
        signal("STOP");
        // The signal is sent, and a thread that runs may still answer before it stops.
        Awaitility.await("a stopped slapd")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Processes.stopped(process.toHandle()));
    }

    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        sandbox.command(Duration.ofSeconds(10)).runOrFail(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "ldap://127.0.0.1:" + port;
    }

    /** @param host 127.0.0.1 or another name of it */
    public String url(String host) {
        return "ldap://" + host + ":" + port;
    }

    public String tlsUrl(String host) {
        return "ldaps://" + host + ":" + tlsPort;
    }

    /** For clients on this machine, whom the kernel names: root reads what the service account reads. */
    public String localUrl() {
        return "ldapi://" + work.resolve("ldapi").toString().replace("/", "%2F");
    }

    public Path authority() {
        return authority.certificate();
    }

    public Path log() {
        return work.resolve("slapd.log");
    }

    /** A connection that may do everything; the caller closes it. */
    public LDAPConnection admin() {
        try {
            return new LDAPConnection("127.0.0.1", port, ADMIN_DN, ADMIN_PASSWORD);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public LdapAdmin edit() {
        return new LdapAdmin(this);
    }

    private void load(LDIFReader people) {
        try (LDAPConnection connection = admin()) {
            for (var entry = people.readEntry(); entry != null; entry = people.readEntry()) {
                connection.add(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Slapd.class.getResourceAsStream("/ldap/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
