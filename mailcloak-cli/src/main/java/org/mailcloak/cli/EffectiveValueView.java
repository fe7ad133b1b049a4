package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.config.EffectiveValue;

/** What a key of the configuration amounts to, for people and for programs. */
final class EffectiveValueView {

    private EffectiveValueView() {}

    static void print(EffectiveValue value, boolean described, Output output) {
        String text = value.value().orElse("");
        if (described) {
            output.line(value.key(), text, origin(value), value.description());
        } else {
            output.line(value.key(), text, origin(value));
        }
    }

    static JsonObjectBuilder json(EffectiveValue value) {
        return Json.createObjectBuilder()
                .add("key", value.key())
                .add("value", textOrNull(value.value()))
                .add("unit", textOrNull(value.unit()))
                .add("origin", origin(value))
                .add("description", value.description());
    }

    private static String origin(EffectiveValue value) {
        return value.origin().name().toLowerCase(Locale.ROOT);
    }

    private static JsonValue textOrNull(Optional<String> text) {
        return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }
}
