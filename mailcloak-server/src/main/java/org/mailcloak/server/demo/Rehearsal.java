package org.mailcloak.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mailcloak.config.LogSection;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.Main;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.store.sqlite.NativeLibrary;

/**
 * A short life of the server, for the launcher: it starts, answers over its sockets what Postfix would ask, and stops. The
 * classes that this takes are the ones that Java puts into the archive for later starts.
 */
public final class Rehearsal {

    /** The launcher has a shorter patience of its own. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    private Rehearsal() {}

    /** @param args the folder that gets what later starts find there: the native library of SQLite */
    public static void main(String[] args) throws Exception {
        Logging.configure(LogSection.DEFAULTS);
        NativeLibrary.unpack(Path.of(args[0]));
        Path folder = Files.createTempDirectory("mailcloak-rehearsal");
        try {
            meetIdentityProvider(folder);
            serve(folder);
        } finally {
            Demo.delete(folder);
        }
        // Ends the server as SIGTERM does.
        System.exit(0);
    }

    /** An HTTP look-up and its answer, which the local provider does not need. */
    private static void meetIdentityProvider(Path folder) throws IOException {
        try (FixedAnswer server = FixedAnswer.start("{\"access_token\":\"none\",\"expires_in\":60}")) {
            String provider = """
                      provider: keycloak
                      keycloak:
                        base_url: http://127.0.0.1:%d
                        realm: none
                        client_id: none
                        client_secret: none
                    """.formatted(server.port());
            // No real hash: making one takes as much memory as the whole server may have.
            DemoData.write(folder.resolve("state.db"), "{CRYPT}none");
            Main.run(configuration(folder, provider).toString(), "--check");
        }
    }

    private static void serve(Path folder) throws IOException, InterruptedException, ProtocolException {
        Path file = configuration(folder, "  provider: local\n");
        Thread server = new Thread(() -> Main.run(file.toString()), "rehearsal");
        server.setDaemon(true);
        server.start();
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (Files.notExists(folder.resolve("socketmap"))) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The server did not start");
            }
            server.join(20);
        }
        try (Client client = new Client(folder.resolve("policy"), folder.resolve("socketmap"))) {
            for (DemoRequest request : DemoRequest.ALL) {
                client.ask(request);
            }
        }
    }

    private static Path configuration(Path folder, String provider) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), """
                idp:
                %ssqlite:
                  path: '%2$s/state.db'
                policy:
                  domain: d1.test
                  recipient_delimiter: '+'
                sockets:
                  policy_socket: '%2$s/policy'
                  socketmap_socket: '%2$s/socketmap'
                """.formatted(provider, folder));
    }
}
