package org.mailcloak.idp.authentik;

import java.util.Optional;
import org.mailcloak.http.JsonObjectReader;

/**
 * Something that authentik has recorded about one of its objects.
 *
 * @param pk of the event
 * @param model the kind of object, such as {@code user}
 * @param object the object's own number or id
 */
record AuthentikEvent(String pk, String action, String model, String object) {

    static final String UPDATED = "model_updated";
    static final String CREATED = "model_created";

    /** An event about something else than an object is of no kind. */
    static AuthentikEvent of(JsonObjectReader event) {
        Optional<JsonObjectReader> object = event.object("context").flatMap(context -> context.object("model"));
        return new AuthentikEvent(
                event.requiredText("pk"),
                event.text("action").orElse(""),
                object.flatMap(model -> model.text("model_name")).orElse(""),
                object.flatMap(model -> model.value("pk"))
                        .map(value -> value.toString().replace("\"", ""))
                        .orElse(""));
    }

    boolean isAboutObject() {
        return action.startsWith("model_") && !model.isEmpty();
    }
}
