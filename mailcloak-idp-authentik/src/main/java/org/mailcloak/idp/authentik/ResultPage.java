package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * A part of a list.
 *
 * @param <T> what is in the list
 * @param next the number of the next page; 0: there is none
 * @param count how many items the list has
 */
record ResultPage<T>(long next, long count, List<T> items) {

    ResultPage {
        items = List.copyOf(items);
    }

    /** @throws UnexpectedBodyException if it is not a page of a list */
    static <T> ResultPage<T> of(JsonValue body, Function<JsonObjectReader, T> item) {
        JsonObjectReader page = JsonObjectReader.of(body);
        JsonObjectReader pagination = page.object("pagination").orElseThrow(() -> missing("pagination"));
        JsonValue results = page.value("results").orElseThrow(() -> missing("results"));
        return new ResultPage<>(
                pagination.number("next").orElseThrow(() -> missing("pagination.next")),
                pagination.number("count").orElseThrow(() -> missing("pagination.count")),
                JsonObjectReader.listOf(results).stream().map(item).toList());
    }

    private static UnexpectedBodyException missing(String key) {
        return new UnexpectedBodyException("expected " + key + ", found nothing");
    }
}
