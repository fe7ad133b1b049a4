package org.mailcloak.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.transport.OutboundBuffer;

class ControlHandlerTest {

    private final OutboundBuffer replies = new OutboundBuffer();
    private final ControlHandler handler = new ControlHandler(
            Map.of("status", () -> Json.createObjectBuilder().add("ready", true).build()));

    private String answers(String... parts) throws ProtocolException {
        for (String part : parts) {
            handler.receive(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), replies);
        }
        return StandardCharsets.UTF_8.decode(replies.waiting()).toString();
    }

    @Test
    void callShouldBeAnsweredByALineOfJson() throws ProtocolException {
        assertThat(answers("{\"call\":\"status\"}\n")).isEqualTo("{\"ready\":true}\n");
        assertThat(handler.isMidRequest()).isFalse();
    }

    @Test
    void callsShouldBeAnsweredInOrderHoweverTheyArrive() throws ProtocolException {
        assertThat(answers("{\"call\":\"sta", "tus\"}\n{\"call\":\"status\"}\n"))
                .isEqualTo("{\"ready\":true}\n".repeat(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"call\":\"stop\"}", "{\"call\":1}", "{}", "[]", "status", "", "{\"call\":\"status\"", "\u0000"
            })
    void anythingElseShouldBeAnsweredByAnError(String request) throws ProtocolException {
        assertThat(answers(request + "\n"))
                .isEqualTo("{\"error\":\"expected {\\\"call\\\": NAME} with one of [status]\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"call\":[", "{\"call\":{\"a\":["})
    void requestShouldBeAnsweredByAnErrorWhenItIsNestedToItsEnd(String beginning) throws ProtocolException {
        assertThat(answers(beginning + "[".repeat(1_024 - beginning.length()) + "\n"))
                .isEqualTo("{\"error\":\"expected {\\\"call\\\": NAME} with one of [status]\"}\n");
    }

    @Test
    void connectionShouldEndWhenALineIsTooLong() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> answers("x".repeat(1_025)))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.TOO_LONG));
        assertThat(handler.heldBytes()).isLessThanOrEqualTo(1_024);
    }
}
