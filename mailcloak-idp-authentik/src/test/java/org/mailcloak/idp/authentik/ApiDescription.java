package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * authentik's own description of its API (OpenAPI 3.0), against which requests and answers are checked: a test proves
 * nothing with an answer that authentik would never send.
 */
final class ApiDescription {

    private static final String PREFIX = "/api/v3";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Map<String, Object> root;
    private final SchemaCheck schemas;

    @SuppressWarnings("unchecked") // the document is a map at its top
    private ApiDescription(Object root) {
        this.root = (Map<String, Object>) root;
        this.schemas = new SchemaCheck(this.root);
    }

    static ApiDescription load() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/authentik-api.yml")) {
            return new ApiDescription(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a request; nothing if authentik describes it. */
    List<String> faultsOfRequest(String method, String path, Map<String, List<String>> query) {
        Optional<Map<String, Object>> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("no such operation: " + method + " " + path);
        }
        List<String> faults = new ArrayList<>();
        query.forEach((name, values) -> {
            Optional<Map<String, Object>> parameter = queryParameter(operation.get(), name);
            if (parameter.isEmpty()) {
                faults.add("no such parameter: " + name + " of " + path);
            }
            parameter.ifPresent(some -> faults.addAll(faultsOfValues(name, values, SchemaCheck.map(some, "schema"))));
        });
        return faults;
    }

    /** What is wrong with an answer; nothing if authentik may send it. */
    List<String> faultsOfAnswer(String method, String path, int status, JsonValue body) {
        Optional<Map<String, Object>> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("no such operation: " + method + " " + path);
        }
        Map<String, Object> answers = SchemaCheck.map(operation.get(), "responses");
        String described = answers.containsKey(Integer.toString(status)) ? Integer.toString(status) : "403";
        if (status < 400 && !answers.containsKey(described)) {
            return List.of("no such answer: " + status + " of " + path);
        }
        Map<String, Object> answer = schemas.resolve(SchemaCheck.map(answers, described));
        Map<String, Object> json = SchemaCheck.map(SchemaCheck.map(answer, "content"), "application/json");
        return schemas.faults("body", SchemaCheck.map(json, "schema"), body);
    }

    private List<String> faultsOfValues(String name, List<String> values, Map<String, Object> schema) {
        boolean many = "array".equals(schema.get("type"));
        List<String> faults = new ArrayList<>();
        if (!many && values.size() > 1) {
            faults.add("parameter repeated: " + name);
        }
        Map<String, Object> one = many ? SchemaCheck.map(schema, "items") : schema;
        values.forEach(value -> faults.addAll(schemas.faultsOfText("parameter " + name, one, value)));
        return faults;
    }

    private Optional<Map<String, Object>> operation(String method, String path) {
        if (!path.startsWith(PREFIX + '/')) {
            return Optional.empty();
        }
        Map<String, Object> paths = SchemaCheck.map(root, "paths");
        String asked = path.substring(PREFIX.length());
        return paths.keySet().stream()
                .filter(template -> asked.equals(template)
                        || asked.matches(template.replace("{id}", "\\d+").replace("{group_uuid}", UUID)))
                .map(template -> SchemaCheck.map(paths, template))
                .filter(operations -> operations.containsKey(method.toLowerCase(Locale.ROOT)))
                .map(operations -> SchemaCheck.map(operations, method.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private Optional<Map<String, Object>> queryParameter(Map<String, Object> operation, String name) {
        return SchemaCheck.maps(operation.get("parameters")).stream()
                .map(schemas::resolve)
                .filter(parameter -> "query".equals(parameter.get("in")) && name.equals(parameter.get("name")))
                .findFirst();
    }
}
