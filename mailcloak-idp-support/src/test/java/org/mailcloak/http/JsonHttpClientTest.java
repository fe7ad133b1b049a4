package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Secret;

@Timeout(60)
class JsonHttpClientTest {

    private static final Secret TOKEN = new Secret("t0ken-secret");

    private static HttpOutcome<String> ask(ScriptedServer server, HttpSettings settings) {
        try (JsonHttpClient client = new JsonHttpClient(settings)) {
            return ask(client, server);
        }
    }

    private static HttpOutcome<String> ask(JsonHttpClient client, ScriptedServer server) {
        return client.call(
                HttpCall.get(server.url(), TOKEN),
                body -> JsonObjectReader.of(body).text("name").orElse("nobody"));
    }

    private static void assertFailed(HttpOutcome<String> outcome, Failure failure) {
        HttpOutcome.Failed<String> failed = Outcomes.failed(outcome);
        assertThat(failed.failure()).as(failed.reason()).isEqualTo(failure);
        assertThat(failed.reason())
                .startsWith("GET http")
                .doesNotContain("\n", "\r", TOKEN.reveal(), "?")
                .contains("/api: ");
    }

    @Nested
    class Answers {

        @Test
        void valueShouldBeReadWhenAnswerIsGood() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "{\"name\":\"alice\"}")) {
                HttpOutcome<String> outcome = ask(server, Patience.endless());

                HttpOutcome.Ok<String> ok = Outcomes.ok(outcome);
                assertThat(ok.value()).isEqualTo("alice");
                assertThat(ok.latency()).isPositive();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 400, 401, 403, 404, 429, 500, 503})
        void statusShouldBeToldOfOneRequestWhenItIsNoSuccess(int status) {
            try (ScriptedServer server = ScriptedServer.answering(
                    status + " No\r\nLocation: /elsewhere\r\nRetry-After: 1", "{\"error\":\"no\"}")) {
                HttpOutcome<String> outcome = ask(server, Patience.endless());

                HttpOutcome.Refused<String> refused = Outcomes.refused(outcome);
                assertThat(refused.status()).isEqualTo(status);
                assertThat(refused.body().getString("error")).isEqualTo("no");
                assertThat(refused.reason()).isEqualTo("GET " + server.url() + ": HTTP status " + status);
                assertThat(server.requests()).hasSize(1);
            }
        }

        @Test
        void refusalShouldHaveNoDetailsWhenItsBodyIsAPage() {
            try (ScriptedServer server = ScriptedServer.answering("503 Busy", "<html>Bootstrap in progress")) {
                assertThat(Outcomes.refused(ask(server, Patience.endless())).body())
                        .isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<html>",
                    "{\"name\":\"alice\"",
                    "{\"name\":\"alice\"} {}",
                    "{\"name\":\"alice\",\"name\":\"bob\"}",
                    "{\"name\":1}",
                    "[]",
                    "null",
                })
        void answerShouldBeMalformedWhenBodyIsNotOfTheShape(String body) {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", body)) {
                assertFailed(ask(server, Patience.endless()), Failure.MALFORMED);
            }
        }

        @Test
        void answerShouldBeMalformedWhenShapeThrowsAnything() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "[]");
                    JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                assertFailed(
                        client.call(
                                HttpCall.get(server.url(), TOKEN),
                                body -> body.asJsonObject().getString("name")),
                        Failure.MALFORMED);
            }
        }

        @Test
        void answerShouldBeTooLargeWhenItsLengthSaysSo() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "\"" + "x".repeat(1000) + "\"")) {
                assertFailed(ask(server, Patience.endless()), Failure.TOO_LARGE);
            }
        }

        @Test
        void answerShouldBeTooLargeWhenItNeverEnds() {
            try (ScriptedServer server = new ScriptedServer(out -> {
                out.write("HTTP/1.1 200 OK\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write("1,".repeat(1000).getBytes(StandardCharsets.US_ASCII));
                }
            })) {
                assertFailed(ask(server, Patience.endless()), Failure.TOO_LARGE);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 20\r\n\r\n{}",
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n9\r\n{}",
                    "Content-Len",
                })
        void connectionShouldBeBrokenWhenAnswerIsCut(String answer) {
            try (ScriptedServer server = new ScriptedServer(out -> {
                out.write(("HTTP/1.1 200 OK\r\n" + answer).getBytes(StandardCharsets.US_ASCII));
                out.close();
            })) {
                assertFailed(ask(server, Patience.endless()), Failure.BROKEN);
            }
        }

        @Test
        void connectionShouldBeBrokenWhenAnswerIsNotHttp() {
            try (ScriptedServer server = new ScriptedServer(out -> {
                out.write("220 mx.example ESMTP\r\n".repeat(2000).getBytes(StandardCharsets.US_ASCII));
                out.close();
            })) {
                assertFailed(ask(server, Patience.endless()), Failure.BROKEN);
            }
        }
    }

    @Nested
    class Requests {

        @Test
        void requestShouldCarryTokenAndNothingElseOfOursWhenSent() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK\r\nSet-Cookie: a=b", "{}");
                    JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                ask(client, server);
                ask(client, server);

                assertThat(server.requests())
                        .hasSize(2)
                        .allSatisfy(request -> assertThat(request.lines())
                                .containsExactlyInAnyOrder(
                                        "GET /api HTTP/1.1",
                                        "Accept: application/json",
                                        "Authorization: Bearer " + TOKEN.reveal(),
                                        "Host: " + server.url().getAuthority(),
                                        "Connection: keep-alive",
                                        "User-Agent: Mailcloak"));
            }
        }

        @Test
        void formShouldBeEncodedWhenPosted() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "{}");
                    JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                client.call(HttpCall.postForm(server.url(), Map.of("key", new Secret("a+b &c=\u00e9"))), body -> body);

                assertThat(server.requests())
                        .singleElement()
                        .satisfies(request -> assertThat(request)
                                .startsWith("POST /api HTTP/1.1\n")
                                .contains("Content-Type: application/x-www-form-urlencoded")
                                .endsWith("key=a%2Bb+%26c%3D%C3%A9"));
            }
        }

        @Test
        void toStringShouldHideQueryAndSecretsWhenPrinted() {
            HttpCall call = HttpCall.get(URI.create("https://sso.example:8443/users?email=alice%40d1.test"), TOKEN);

            assertThat(call).hasToString("GET https://sso.example:8443/users");
        }
    }

    @Nested
    class Times {

        private ScriptedServer silent() {
            return new ScriptedServer(out -> new CountDownLatch(1).await());
        }

        private ScriptedServer dripping(String head) {
            return new ScriptedServer(out -> {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                drip(out);
            });
        }

        private void drip(OutputStream out) throws IOException, InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        }

        @Test
        void callShouldTimeOutWhenServerIsSilent() {
            try (ScriptedServer server = silent()) {
                assertFailed(ask(server, Patience.shortResponse()), Failure.TIMEOUT);
            }
        }

        @Test
        void callShouldTimeOutWhenBodyDrips() {
            try (ScriptedServer server = dripping("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")) {
                assertFailed(ask(server, Patience.shortCall()), Failure.TIMEOUT);
            }
        }

        @Test
        void callShouldTimeOutWhenHeaderDrips() {
            try (ScriptedServer server = dripping("HTTP/1.1 200 OK\r\nX-Slow: ")) {
                assertFailed(ask(server, Patience.shortCall()), Failure.TIMEOUT);
            }
        }

        @Test
        void callShouldSayBusyWhenAllConnectionsAreInUse() throws Exception {
            try (ScriptedServer server = silent();
                    JsonHttpClient client = new JsonHttpClient(Patience.shortWaitForOneConnection())) {
                CompletableFuture<HttpOutcome<String>> first = CompletableFuture.supplyAsync(() -> ask(client, server));
                server.awaitRequest();

                assertFailed(ask(client, server), Failure.BUSY);
                assertThat(first).isNotDone();
            }
        }

        @Test
        void waitForConnectionShouldEndWithTheCallWhenThatIsShorter() throws Exception {
            HttpSettings settings = new HttpSettings(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(300),
                    Duration.ofMinutes(10),
                    1,
                    1000,
                    Optional.empty());
            try (ScriptedServer server = silent();
                    JsonHttpClient client = new JsonHttpClient(settings)) {
                List<CompletableFuture<HttpOutcome<String>>> calls = List.of(
                        CompletableFuture.supplyAsync(() -> ask(client, server)),
                        CompletableFuture.supplyAsync(() -> ask(client, server)));

                for (CompletableFuture<HttpOutcome<String>> call : calls) {
                    assertFailed(call.get(), Failure.TIMEOUT);
                }
            }
        }
    }

    @Nested
    class Life {

        @Test
        void callShouldFailWhenPortIsClosed() throws Exception {
            int port;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            try (JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                assertFailed(
                        client.call(HttpCall.get(URI.create("http://127.0.0.1:" + port + "/api"), TOKEN), body -> ""),
                        Failure.REFUSED);
            }
        }

        /** No route leads to a broadcast or multicast address by TCP: connect(2) says ENETUNREACH. */
        @ParameterizedTest
        @CsvSource({
            "http://nowhere.invalid/api, UNKNOWN_HOST, the host is unknown",
            "http://255.255.255.255/api, UNREACHABLE, no connection: Network is unreachable",
            "https://255.255.255.255/api, UNREACHABLE, no connection: Network is unreachable",
            "http://224.0.0.1/api, UNREACHABLE, no connection: Network is unreachable",
            "http://127.0.0.1:1/api, REFUSED, no connection: Connection refused",
            "https://127.0.0.1:1/api, REFUSED, no connection: Connection refused"
        })
        void callShouldSayWhyThereIsNoConnection(URI url, Failure failure, String reason) {
            try (JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                HttpOutcome<String> outcome = client.call(HttpCall.get(url, TOKEN), body -> "");

                assertFailed(outcome, failure);
                assertThat(Outcomes.failed(outcome).reason()).endsWith("/api: " + reason);
                assertThat(failure.isAnswered()).isFalse();
            }
        }

        @Test
        void callShouldFailByTlsWhenTheConnectionIsResetDuringTheHandshake() throws Exception {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> resetAfterFirstByte(listener));
                URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/api");

                assertFailed(client.call(HttpCall.get(url, TOKEN), body -> ""), Failure.TLS);
                reset.get();
            }
        }

        /** Unread bytes and no lingering: the kernel sends RST (RFC 9293 section 3.6). */
        private static void resetAfterFirstByte(ServerSocket listener) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read();
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void callShouldEndWhenClientCloses() throws Exception {
            try (ScriptedServer server = new ScriptedServer(out -> new CountDownLatch(1).await())) {
                JsonHttpClient client = new JsonHttpClient(Patience.endless());
                CompletableFuture<HttpOutcome<String>> call = CompletableFuture.supplyAsync(() -> ask(client, server));
                server.awaitRequest();

                client.close();

                assertFailed(call.get(), Failure.CLOSED);
            }
        }

        @Test
        void callShouldNotBeSentWhenClientIsClosed() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "{}")) {
                JsonHttpClient client = new JsonHttpClient(Patience.endless());
                client.close();
                client.close();

                assertFailed(ask(client, server), Failure.CLOSED);
                assertThat(server.requests()).isEmpty();
            }
        }

        @Test
        void callShouldNotBeSentWhenThreadIsInterrupted() {
            try (ScriptedServer server = ScriptedServer.answering("200 OK", "{}")) {
                Thread.currentThread().interrupt();
                HttpOutcome<String> outcome = ask(server, Patience.endless());
                boolean flag = Thread.interrupted();

                assertFailed(outcome, Failure.INTERRUPTED);
                assertThat(flag).isTrue();
                assertThat(server.requests()).isEmpty();
            }
        }

        @Test
        void connectionShouldBeReplacedWhenServerClosedItWhileIdle() throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            try (ScriptedServer server = new ScriptedServer(out -> {
                        out.write(ScriptedServer.response("200 OK", "{\"name\":\"alice\"}"));
                        out.close();
                        closed.countDown();
                    });
                    JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
                Outcomes.ok(ask(client, server));
                closed.await();
                passOneMillisecond();

                assertThat(Outcomes.ok(ask(client, server)).value()).isEqualTo("alice");
            }
        }

        /** The pool takes a connection for fresh that was given back within the same millisecond. */
        private void passOneMillisecond() {
            long until = System.currentTimeMillis() + 2;
            while (System.currentTimeMillis() < until) {
                Thread.onSpinWait();
            }
        }
    }
}
