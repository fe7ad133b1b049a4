package org.mailcloak.e2e.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Keycloak that works, but for texts that a stranger may choose: what stands before the first hyphen of a name says what
 * becomes of the question. Names without a hyphen are users, but for {@code nobody}. Its list of all users has no end.
 */
final class HostileKeycloak implements AutoCloseable {

    /** Longer than any answer may be. */
    private static final int BIG = 4 << 20;

    private static final int[] REFUSALS = {400, 403, 404, 406, 413, 414, 422, 429, 500, 502, 503};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger listed = new AtomicInteger();

    HostileKeycloak() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
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

    void disable(String login) {
        disabled.add(login);
    }

    /** How many users its list has told so far. */
    int listed() {
        return listed.get();
    }

    private void answerUsers(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        if (query.contains("first=")) {
            int from = listed.getAndAdd(124);
            answer(
                    exchange,
                    IntStream.range(from, from + 125)
                            .mapToObj(i -> user("listed" + i))
                            .collect(Collectors.joining(",", "[", "]")));
            return;
        }
        String login = query.replaceAll(".*(?:username|email)=([^&@]*).*", "$1");
        int hyphen = login.indexOf('-');
        if (hyphen < 0 || login.startsWith("service-account-")) {
            answer(exchange, login.equals("nobody") ? "[]" : "[" + user(login) + "]");
        } else {
            answerHostile(exchange, login.substring(0, hyphen), login);
        }
    }

    private void answerHostile(HttpExchange exchange, String kind, String login) throws IOException {
        int number = Math.abs(login.hashCode());
        switch (kind) {
            case "refused" -> {
                exchange.sendResponseHeaders(REFUSALS[number % REFUSALS.length], -1);
                exchange.close();
            }
            case "slow" -> {
                LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
                answer(exchange, "[]");
            }
            case "other" -> answer(exchange, "[" + user("somebodyelse") + "]");
            case "odd" -> answer(exchange, "[{\"id\":\"\",\"username\":\"" + login + "\",\"attributes\":7}]");
            case "reset" -> exchange.close();
            default -> answerBig(exchange, number);
        }
    }

    /** As many kinds as there are ways to make much of few bytes. */
    private static void answerBig(HttpExchange exchange, int number) throws IOException {
        String[] kinds = {" ", "1", "{},", "[],", "\"x\",", "\\u0041", "{\"a\":", "["};
        String unit = kinds[number % kinds.length];
        byte[] piece = unit.repeat(8_192 / unit.length()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            body.write((number % 2 == 0 ? "[" : "[\"").getBytes(StandardCharsets.UTF_8));
            for (int sent = 0; sent < BIG; sent += piece.length) {
                body.write(piece);
            }
        } catch (IOException closedByTheClient) {
            // Which it should.
        }
    }

    private String user(String login) {
        return "{\"id\":\"%s\",\"username\":\"%s\",\"email\":\"%s@d1.test\",\"enabled\":%s,\"emailVerified\":true}"
                .formatted(login, login, login, !disabled.contains(login));
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
