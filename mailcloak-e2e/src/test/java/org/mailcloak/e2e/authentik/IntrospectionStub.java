package org.mailcloak.e2e.authentik;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers as authentik's {@code /application/o/introspect/} does: 200 in any case, and "not active" for everything but the
 * one good token shown by the right client. The client names itself in the form, or else by HTTP Basic.
 */
final class IntrospectionStub implements AutoCloseable {

    static final String CLIENT = "mail-client";
    static final String SECRET = "mail-client-secret";
    static final String GOOD_TOKEN = "good-token";

    private final String user;
    private int port;
    private HttpServer server;

    /** @param user whose the good token is */
    IntrospectionStub(String user) {
        this.user = user;
        start();
        port = server.getAddress().getPort();
    }

    /** On the same port as before, if there was one. */
    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/application/o/introspect/", exchange -> answer(exchange, user));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void answer(HttpExchange exchange, String user) throws IOException {
        List<String> form =
                List.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&"));
        boolean active = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestHeaders().getFirst("Authorization") == null
                && form.containsAll(List.of("token=" + GOOD_TOKEN, "client_id=" + CLIENT, "client_secret=" + SECRET));
        String body = active
                ? "{\"aud\":\"%1$s\",\"active\":true,\"scope\":\"openid profile\",\"client_id\":\"%1$s\",\"preferred_username\":\"%2$s\"}"
                        .formatted(CLIENT, user)
                : "{\"active\":false}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}
