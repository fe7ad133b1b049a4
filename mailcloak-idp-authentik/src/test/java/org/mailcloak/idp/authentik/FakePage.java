package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page as authentik cuts it.
 *
 * @param number from 1
 * @param count how many items the whole list has
 */
record FakePage(int number, int size, int count) {

    /** Empty if there is no such page. */
    static Optional<FakePage> of(Map<String, List<String>> query, int count, int cap) {
        int asked =
                Integer.parseInt(query.getOrDefault("page_size", List.of("20")).get(0));
        int number = Integer.parseInt(query.getOrDefault("page", List.of("1")).get(0));
        FakePage page = new FakePage(number, Math.min(asked, cap), count);
        return number < 1 || number > page.pages() ? Optional.empty() : Optional.of(page);
    }

    private int pages() {
        return Math.max(1, (count + size - 1) / size);
    }

    private int from() {
        return (number - 1) * size;
    }

    private int to() {
        return Math.min(count, from() + size);
    }

    <T> List<T> cut(List<T> all) {
        return all.subList(from(), to());
    }

    JsonObject shown(List<JsonObject> results) {
        JsonObject pagination = Json.createObjectBuilder()
                .add("next", number < pages() ? number + 1 : 0)
                .add("previous", number - 1)
                .add("count", count)
                .add("current", number)
                .add("total_pages", pages())
                .add("start_index", count == 0 ? 0 : from() + 1)
                .add("end_index", to())
                .build();
        JsonArrayBuilder list = Json.createArrayBuilder();
        results.forEach(list::add);
        return Json.createObjectBuilder()
                .add("pagination", pagination)
                .add("results", list)
                .add("autocomplete", JsonValue.EMPTY_JSON_OBJECT)
                .build();
    }
}
