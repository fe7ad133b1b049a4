package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.List;
import org.mailcloak.http.Fields;
import org.mailcloak.http.UnexpectedBodyException;

/** The newest events first. */
record EventPage(List<Event> events) {

    EventPage {
        events = List.copyOf(events);
    }

    /** @throws UnexpectedBodyException if it is none */
    static EventPage of(JsonValue body) {
        JsonValue results = Fields.of(body)
                .value("results")
                .orElseThrow(() -> new UnexpectedBodyException("expected results, found nothing"));
        return new EventPage(Fields.listOf(results).stream().map(Event::of).toList());
    }
}
