package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.List;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/** The newest events first. */
record EventPage(List<AuthentikEvent> events) {

    EventPage {
        events = List.copyOf(events);
    }

    /** @throws UnexpectedBodyException if it is not a page of events */
    static EventPage of(JsonValue body) {
        JsonValue results = JsonObjectReader.of(body)
                .value("results")
                .orElseThrow(() -> new UnexpectedBodyException("expected results, found nothing"));
        return new EventPage(JsonObjectReader.listOf(results).stream()
                .map(AuthentikEvent::of)
                .toList());
    }
}
