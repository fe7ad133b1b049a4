package org.mailcloak.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.transport.ListenException;

class HttpListenerTest {

    private static final ListenAddress.Inet ANY_PORT = new ListenAddress.Inet("127.0.0.1", 0);
    private static final String END = "Host: x\r\n\r\n";
    private static final Duration LONG = Duration.ofMinutes(10);

    private HttpListener listener = open(HttpLimits.defaults());

    private static HttpListener open(HttpLimits limits) {
        Map<String, Page> pages = Map.of(
                "/good", () -> PageContent.of(200, "text/plain", "all is well"),
                "/large", () -> PageContent.of(200, "text/plain", "x".repeat(5_000_000)),
                "/bad",
                        () -> {
                            throw new IllegalStateException("on purpose");
                        });
        return HttpListener.open(ANY_PORT, limits, pages);
    }

    private void restart(HttpLimits limits) {
        listener.close();
        listener = open(limits);
    }

    private String ask(String request) {
        return RawHttp.exchange(listener.port(), request);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void getShouldAnswerWithThePageAndNothingAboutTheServer() {
        assertThat(ask("GET /good HTTP/1.1\r\n" + END)).isEqualToNormalizingNewlines("""
                HTTP/1.1 200 OK
                Content-Type: text/plain
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                Content-Length: 11
                Connection: close

                all is well""");
    }

    @Test
    void headShouldAnswerWithTheHeadersAlone() {
        assertThat(ask("HEAD /good HTTP/1.1\r\n" + END))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 11\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/good?a=b", "/good?", "/%67ood", "/good;a=b"})
    void getShouldFindThePageHoweverItsPathIsWritten(String path) {
        assertThat(ask("GET " + path + " HTTP/1.1\r\n" + END)).endsWith("all is well");
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, 404",
        "GET /goo HTTP/1.1, 404",
        "GET /good/ HTTP/1.1, 404",
        "GET /secret<script> HTTP/1.1, 400",
        "GET /../secret HTTP/1.1, 400",
        "POST /good HTTP/1.1, 405",
        "DELETE /secret HTTP/1.1, 405",
        "TRACE /secret HTTP/1.1, 405",
        "OPTIONS * HTTP/1.1, 405",
        "SECRET /good HTTP/1.1, 405",
        "GET /secret HTTP/3.7, 505",
        "GET /bad HTTP/1.1, 500"
    })
    void otherRequestsShouldBeRefusedWithoutRepeatingThem(String request, int status) {
        assertThat(ask(request + "\r\nCookie: secret\r\n" + END))
                .startsWith("HTTP/1.1 " + status + " ")
                .doesNotContainIgnoringCase("secret", "jetty", "on purpose");
    }

    @Test
    void otherMethodsShouldLearnWhichAreServed() {
        assertThat(ask("PUT /good HTTP/1.1\r\nContent-Length: 5\r\n" + END + "hello"))
                .contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void headersShouldBeRefusedWhenTheyAreTooLarge() {
        assertThat(ask("GET /good HTTP/1.1\r\nX-Large: " + "x".repeat(100_000) + "\r\n" + END))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void addressShouldBeRefusedWhenItIsTooLong() {
        assertThat(ask("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n" + END)).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void noiseShouldEndTheConnection() {
        assertThat(ask("\u0000\u0001\u0002\u00ff\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void connectionShouldCarryOneRequest() {
        String twice = "GET /good HTTP/1.1\r\n" + END + "GET /good HTTP/1.1\r\n" + END;

        assertThat(ask(twice)).containsOnlyOnce("HTTP/1.1 200");
    }

    @Test
    void connectionShouldBeClosedWhenItIsSilent() {
        restart(new HttpLimits(32, Duration.ofMillis(100), LONG, 4_096));

        assertThat(ask("GET /good HTTP/1.1\r\n")).isEmpty();
    }

    @Test
    void connectionShouldBeClosedAtItsAgeWhenItNeverFinishesARequest() {
        restart(new HttpLimits(32, LONG, Duration.ofMillis(300), 1_000_000));

        try (RawHttp slow = new RawHttp(listener.port())) {
            slow.send("GET /good HTTP/1.1\r\nX: ").dripToEnd();
        }

        assertThat(ask("GET /good HTTP/1.1\r\n" + END)).endsWith("all is well");
    }

    @Test
    void connectionShouldBeClosedAtItsAgeWhenItsAnswerIsNotTaken() {
        restart(new HttpLimits(1, LONG, Duration.ofMillis(300), 4_096));
        try (RawHttp deaf = new RawHttp(listener.port())) {
            deaf.send("GET /large HTTP/1.1\r\n" + END);
            Awaitility.await().until(() -> listener.connections() == 1);

            Awaitility.await().until(() -> listener.connections() == 0);
        }
    }

    /** None of them is over a deadline. */
    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /good HTTP/1.1\r\nX: ", "GET /large HTTP/1.1\r\n\r\n"})
    void requestsShouldBeServedWhenManyMoreClientsThanPlacesWriteOrReadSlowly(String begun) {
        restart(new HttpLimits(8, LONG, LONG, 4_096));
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 10; i++) {
                    slow.add(new RawHttp(listener.port()).trySend(begun));
                }

                assertThat(ask("GET /good HTTP/1.1\r\n" + END)).endsWith("all is well");
            }
        } finally {
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    void oldestConnectionShouldBeClosedWhenAllPlacesAreTaken() {
        restart(new HttpLimits(2, LONG, LONG, 4_096));
        try (RawHttp oldest = opened(1);
                RawHttp older = opened(2);
                RawHttp newest = new RawHttp(listener.port())) {
            assertThat(oldest.receiveToEnd()).isEmpty();

            String request = "GET /good HTTP/1.1\r\n" + END;
            assertThat(older.send(request).receiveToEnd()).endsWith("all is well");
            assertThat(newest.send(request).receiveToEnd()).endsWith("all is well");
        }
    }

    /** Connected, and known to the server, which opens what comes at once in any order. */
    private RawHttp opened(int count) {
        RawHttp http = new RawHttp(listener.port());
        Awaitility.await().until(() -> listener.connections() == count);
        return http;
    }

    @Test
    void openShouldSayWhichPortIsTaken() {
        ListenAddress.Inet taken = new ListenAddress.Inet("127.0.0.1", listener.port());

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> HttpListener.open(taken, HttpLimits.defaults(), Map.of()))
                .withMessage("http.listen 127.0.0.1:" + listener.port() + " cannot be opened: Address already in use");
    }

    @Test
    void openShouldSayWhichHostIsNotKnown() {
        ListenAddress.Inet unknown = new ListenAddress.Inet("nowhere.invalid", 9464);

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> HttpListener.open(unknown, HttpLimits.defaults(), Map.of()))
                .withMessageStartingWith("http.listen nowhere.invalid:9464 cannot be opened: ");
    }

    @Test
    void closeShouldFreeThePort() {
        ListenAddress.Inet same = new ListenAddress.Inet("127.0.0.1", listener.port());
        listener.close();

        listener = HttpListener.open(same, HttpLimits.defaults(), Map.of());

        assertThat(listener.port()).isEqualTo(same.port());
    }
}
