package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Secret;

/** HTTP/1.1 tells answers apart by their order: one too many, and every later answer is that of another question. */
class StrayAnswerTest {

    private static final Secret TOKEN = new Secret("t");

    private final AtomicInteger served = new AtomicInteger();

    private byte[] next() {
        return ScriptedServer.response("200 OK", Integer.toString(served.incrementAndGet()));
    }

    private static HttpOutcome<String> ask(JsonHttpClient client, ScriptedServer server) {
        return client.call(HttpCall.get(server.url(), TOKEN), Object::toString);
    }

    @Test
    void connectionShouldNotBeUsedAgainWhenAnAnswerCameThatNobodyAskedFor() {
        try (ScriptedServer server = new ScriptedServer(out -> out.write(twice(next())));
                JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
            for (int i = 1; i <= 5; i++) {
                assertThat(Outcomes.ok(ask(client, server)).value()).isEqualTo(Integer.toString(i));
            }
        }
    }

    private static byte[] twice(byte[] response) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(response);
        both.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]".getBytes(StandardCharsets.US_ASCII));
        return both.toByteArray();
    }

    @Test
    void connectionShouldBeUsedAgainWhenNothingElseCame() {
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(out -> out.write(next()), connections::incrementAndGet);
                JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
            for (int i = 0; i < 5; i++) {
                Outcomes.ok(ask(client, server));
            }

            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void connectionShouldNotBeUsedAgainWhenItsAnswerWasNotOneToTheQuestion() {
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(out -> out.write(next()), connections::incrementAndGet);
                JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
            for (int i = 0; i < 3; i++) {
                Outcomes.failed(client.call(HttpCall.get(server.url(), TOKEN), body -> {
                    throw new UnexpectedBodyException("another account than the one that was asked for");
                }));
            }

            assertThat(connections).hasValue(3);
        }
    }

    @Test
    void callShouldFailWhenHeadersHaveNoEnd() {
        try (ScriptedServer server = new ScriptedServer(out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write("X-More: 1\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                });
                JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
            assertThat(Outcomes.failed(ask(client, server)).failure()).isEqualTo(Failure.BROKEN);
        }
    }

    @Test
    void callShouldFailWhenOneHeaderHasNoEnd() {
        try (ScriptedServer server = new ScriptedServer(out -> {
                    out.write("HTTP/1.1 200 OK\r\nX-More: ".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                    }
                });
                JsonHttpClient client = new JsonHttpClient(Patience.endless())) {
            assertThat(Outcomes.failed(ask(client, server)).failure()).isEqualTo(Failure.BROKEN);
        }
    }
}
