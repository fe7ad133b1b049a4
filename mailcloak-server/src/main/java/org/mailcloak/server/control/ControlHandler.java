package org.mailcloak.server.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * One connection of the control socket: a line {@code {"call": NAME}} is answered by a line of JSON, the object of that call
 * or {@code {"error": TEXT}}. The calls only read.
 */
public final class ControlHandler implements ProtocolHandler {

    private static final int MAX_REQUEST_BYTES = 1_024;

    private final Map<String, Supplier<JsonObject>> calls;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param calls by their names; each is called by the thread of the connection's loop */
    public ControlHandler(Map<String, Supplier<JsonObject>> calls) {
        this.calls = Map.copyOf(calls);
    }

    @Override
    public Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) throws ProtocolException {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n') {
                write(answer(line.toByteArray()), out);
                line.reset();
            } else if (line.size() < MAX_REQUEST_BYTES) {
                line.write(next);
            } else {
                byte[] bytes = line.toByteArray();
                throw ProtocolException.of(
                        Fault.TOO_LONG,
                        "control request of more than " + MAX_REQUEST_BYTES + " bytes",
                        bytes,
                        0,
                        bytes.length);
            }
        }
        return Optional.empty();
    }

    private static void write(JsonObject answer, OutboundBuffer out) {
        byte[] bytes = (answer + "\n").getBytes(StandardCharsets.UTF_8);
        out.room(bytes.length).put(bytes);
    }

    private JsonObject answer(byte[] request) {
        Optional<Supplier<JsonObject>> call = name(request).map(calls::get);
        return call.isPresent()
                ? call.get().get()
                : Json.createObjectBuilder()
                        .add("error", "expected {\"call\": NAME} with one of " + new TreeSet<>(calls.keySet()))
                        .build();
    }

    private static Optional<String> name(byte[] request) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(request))) {
            return reader.readObject().get("call") instanceof JsonString name
                    ? Optional.of(name.getString())
                    : Optional.empty();
        } catch (RuntimeException notJson) {
            // A nesting that is too deep comes as no JsonException.
            return Optional.empty();
        }
    }

    @Override
    public boolean isMidRequest() {
        return line.size() > 0;
    }

    @Override
    public int heldBytes() {
        return line.size();
    }
}
