package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import org.mailcloak.store.Alias;

/** An alias in the forms of {@code aliases list}. */
final class AliasView {

    private AliasView() {}

    /** Columns that only some aliases have are left out at the end, so that older programs find what they know. */
    static void printRow(Output output, Alias row) {
        String state = Output.enabled(row.enabled());
        String also = String.join(", ", row.also());
        if (row.expiresAt().isPresent()) {
            output.line(row.address(), row.login(), state, also, end(row, Instant.now()));
        } else if (row.also().isEmpty()) {
            output.line(row.address(), row.login(), state);
        } else {
            output.line(row.address(), row.login(), state, also);
        }
    }

    private static String end(Alias row, Instant now) {
        return (row.isExpired(now) ? "expired " : "expires ") + row.expiresAt().orElseThrow();
    }

    static JsonObjectBuilder json(Alias row) {
        JsonArrayBuilder also = Json.createArrayBuilder();
        row.also().forEach(also::add);
        JsonObjectBuilder accounts = Json.createObjectBuilder();
        row.targets().distinct().forEach(target -> row.accountOf(target).ifPresent(id -> accounts.add(target, id)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("alias", row.address())
                .add("user", row.login())
                .add("also", also)
                .add("enabled", row.enabled());
        row.expiresAt()
                .ifPresentOrElse(end -> json.add("expires_at", end.toString()), () -> json.addNull("expires_at"));
        return json.add("accounts", accounts);
    }
}
