package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.List;
import org.mailcloak.http.Fields;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * A part of a list of users.
 *
 * @param next the number of the next page; 0: there is none
 * @param count how many users the list has
 */
record UserPage(long next, long count, List<User> users) {

    /** @throws UnexpectedBodyException if it is none */
    static UserPage of(JsonValue body) {
        Fields page = Fields.of(body);
        Fields pagination = page.object("pagination").orElseThrow(() -> missing("pagination"));
        JsonValue results = page.value("results").orElseThrow(() -> missing("results"));
        return new UserPage(
                pagination.number("next").orElseThrow(() -> missing("pagination.next")),
                pagination.number("count").orElseThrow(() -> missing("pagination.count")),
                Fields.listOf(results).stream().map(User::of).toList());
    }

    private static UnexpectedBodyException missing(String key) {
        return new UnexpectedBodyException("expected " + key + ", found nothing");
    }
}
