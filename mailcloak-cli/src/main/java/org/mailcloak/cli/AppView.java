package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.stream.Collectors;
import org.mailcloak.store.App;

/** An application in the forms of {@code apps list} and {@code apps show}. */
final class AppView {

    private AppView() {}

    static String senders(App app) {
        return app.senders().isEmpty()
                ? "-"
                : app.senders().stream()
                        .map(sender -> sender.spelling() + (sender.enabled() ? "" : " (disabled)"))
                        .collect(Collectors.joining(", "));
    }

    static void print(Output output, App app) {
        output.line("id", app.id());
        output.line("state", Output.enabled(app.enabled()));
        output.line("changed", app.updatedAt().toString());
        app.senders().forEach(sender -> output.line("sender", sender.spelling(), Output.enabled(sender.enabled())));
    }

    static JsonArrayBuilder senderArray(App app) {
        JsonArrayBuilder senders = Json.createArrayBuilder();
        for (App.Sender sender : app.senders()) {
            senders.add(
                    Json.createObjectBuilder().add("address", sender.spelling()).add("enabled", sender.enabled()));
        }
        return senders;
    }

    static JsonObjectBuilder json(App app) {
        return Json.createObjectBuilder()
                .add("id", app.id())
                .add("enabled", app.enabled())
                .add("updated_at", app.updatedAt().getEpochSecond())
                .add("senders", senderArray(app));
    }
}
