package org.mailcloak.e2e.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mailcloak.e2e.load.Load;

/** As much of Keycloak as the server asks, with all users there are, at a pace that can be set. */
final class StubKeycloak implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;

    StubKeycloak() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/realms/", exchange -> answer(exchange, "{\"access_token\":\"t\",\"expires_in\":86400}"));
        server.createContext("/admin/", this::answerUsers);
        server.start();
    }

    /** The lines below {@code idp:}. */
    String idp(String settings) {
        return """
                provider: keycloak
                keycloak:
                  base_url: http://127.0.0.1:%d
                  realm: drill
                  client_id: mailcloak
                  client_secret: none-needed
                """.formatted(server.getAddress().getPort()) + settings.indent(2);
    }

    /** How long each look-up takes from now on. */
    void delay(Duration next) {
        delay = next;
    }

    /** How many requests for users came. */
    int lookUps() {
        return lookUps.get();
    }

    private void answerUsers(HttpExchange exchange) throws IOException {
        lookUps.incrementAndGet();
        LockSupport.parkNanos(delay.toNanos());
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String asked = query.replaceAll(".*(?:username|email)=([^&]*).*", "$1");
        String login = asked.replaceAll("@.*", "");
        answer(exchange, """
                [{"id": "%s", "username": "%s", "email": "%s", "enabled": true, "emailVerified": true}]
                """.formatted(login, login, Load.address(login)));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
