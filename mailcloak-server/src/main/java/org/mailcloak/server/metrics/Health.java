package org.mailcloak.server.metrics;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.mailcloak.server.http.PageContent;

/**
 * Whether the service can answer mail. An identity provider that is down is shown and does not count: known accounts
 * are answered for from memory and the rest is deferred, which no other instance would do better.
 *
 * @param alive whether the threads that serve still take their turns
 * @param serving whether the sockets are open and the service is not stopping
 * @param database whether the database has answered lately
 * @param provider whether the identity provider is asked, and not left alone because it fails
 */
public record Health(
        BooleanSupplier alive, BooleanSupplier serving, BooleanSupplier database, BooleanSupplier provider) {

    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String JSON = "application/json";

    private enum Word {
        READY,
        NOT_READY,
        OK,
        FAILING
    }

    /** {@code /health/live}: this process works at all. If not, a restart is the remedy. */
    PageContent live() {
        return alive.getAsBoolean()
                ? PageContent.of(OK, JSON, "{\"status\":\"live\"}\n")
                : PageContent.of(SERVICE_UNAVAILABLE, JSON, "{\"status\":\"stuck\"}\n");
    }

    /** {@code /health/ready}: mail can be answered. */
    PageContent ready() {
        Word sockets = word(serving.getAsBoolean());
        Word store = word(database.getAsBoolean());
        boolean ready = sockets == Word.OK && store == Word.OK;
        String text = "{\"status\":\"%s\",\"sockets\":\"%s\",\"database\":\"%s\",\"provider\":\"%s\"}\n"
                .formatted(ready ? Word.READY : Word.NOT_READY, sockets, store, word(provider.getAsBoolean()))
                .toLowerCase(Locale.ROOT);
        return PageContent.of(ready ? OK : SERVICE_UNAVAILABLE, JSON, text);
    }

    private static Word word(boolean good) {
        return good ? Word.OK : Word.FAILING;
    }
}
