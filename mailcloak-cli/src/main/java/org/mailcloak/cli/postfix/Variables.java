package org.mailcloak.cli.postfix;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $name}, {@code ${name}}, {@code $(name)}, {@code ${name?text}} and {@code ${name:text}} (postconf(5)). A
 * service's own values come before those of main.cf.
 *
 * @param parameters of main.cf, as written
 * @param expanded of main.cf, as postconf expands them: taken for a condition that compares
 * @param own of the service
 */
record Variables(Map<String, String> parameters, Map<String, String> expanded, Map<String, String> own) {

    private static final int MAX_DEPTH = 20;

    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?:(\\w+)|\\((\\w+)\\)|\\{\\s*(\\w+)\\s*(?:([?:])\\s*(\\{[^{}]*\\}|[^{}]*))?\\})|\\$\\$");

    String value(String parameter) {
        return value(parameter, 0);
    }

    private String value(String parameter, int depth) {
        @Nullable String mine = own.get(parameter);
        String written = mine == null ? parameters.getOrDefault(parameter, "") : mine;
        if (mine == null && written.contains("${{")) {
            return expanded.getOrDefault(parameter, "");
        }
        return depth > MAX_DEPTH ? written : expand(written, depth);
    }

    private String expand(String text, int depth) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, depth)));
    }

    private String replacement(MatchResult found, int depth) {
        if (found.group().equals("$$")) {
            return "$";
        }
        String name = Optional.ofNullable(found.group(1))
                .or(() -> Optional.ofNullable(found.group(2)))
                .orElseGet(() -> found.group(3));
        String value = value(name, depth + 1);
        @Nullable String condition = found.group(4);
        if (condition == null) {
            return value;
        }
        String text = found.group(5);
        String inner =
                text.startsWith("{") ? text.substring(1, text.length() - 1).strip() : text;
        return value.isEmpty() == condition.equals(":") ? expand(inner, depth + 1) : "";
    }
}
