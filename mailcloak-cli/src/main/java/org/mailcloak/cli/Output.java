package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes results. */
final class Output {

    private static final JsonWriterFactory WRITERS =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

    private final PrintStream out;

    Output(PrintStream out) {
        this.out = out;
    }

    /** One line of columns, with tabs between them. */
    void line(String... columns) {
        for (int i = 0; i < columns.length; i++) {
            out.print(i == 0 ? "" : "\t");
            out.print(TerminalEscaper.of(columns[i]));
        }
        out.print('\n');
    }

    void json(JsonStructure document) {
        out.print(jsonText(document));
    }

    /** Each row in the form that was asked for: as lines of text, or as the objects of one JSON array. */
    <T> void list(OutputFormat form, List<T> rows, Consumer<T> text, Function<T, JsonObjectBuilder> json) {
        switch (form) {
            case TEXT -> rows.forEach(text);
            case JSON -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                rows.forEach(row -> array.add(json.apply(row)));
                json(array.build());
            }
        }
    }

    /** A document over several lines, the last one ended too. */
    static String jsonText(JsonStructure document) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = WRITERS.createWriter(text)) {
            writer.write(document);
        }
        return TerminalEscaper.ofJson(text.toString().strip()) + "\n";
    }

    static String enabled(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }
}
