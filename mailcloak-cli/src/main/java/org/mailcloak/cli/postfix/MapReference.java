package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A look-up table as main.cf names it.
 *
 * @param text as it is written
 * @param proxied whether proxymap opens it
 * @param type such as {@code socketmap} or {@code hash}; empty for a name that is no table
 * @param name what follows the type
 */
record MapReference(String text, boolean proxied, String type, String name) {

    private static final Pattern JOINED = Pattern.compile("(?:pipemap|unionmap):\\{.*}", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("(proxy:)?(?:(\\w+):)?(.+)", Pattern.DOTALL);

    /** The tables of a list, and for one that joins others ({@code pipemap:}, {@code unionmap:}) these in its place. */
    static Stream<MapReference> in(String list) {
        return Restriction.words(list).stream().flatMap(word -> {
            return JOINED.matcher(word).matches()
                    ? in(word.substring(word.indexOf('{') + 1, word.length() - 1))
                    : Stream.of(of(word));
        });
    }

    static MapReference of(String text) {
        Matcher table = TABLE.matcher(text);
        if (!table.matches()) {
            return new MapReference(text, false, "", text);
        }
        return new MapReference(
                text,
                table.group(1) != null,
                Optional.ofNullable(table.group(2)).orElse(""),
                table.group(3));
    }

    /** Whether it is a table at all, and no plain name. */
    boolean isTable() {
        return !type.isEmpty() || name.startsWith("/");
    }

    /** The socket of a socketmap. */
    Optional<Endpoint> endpoint() {
        int colon = name.lastIndexOf(':');
        return type.equals("socketmap") && colon > 0
                ? Optional.of(Endpoint.of(name.substring(0, colon)))
                : Optional.empty();
    }

    /** The map of ours that it asks; empty if it asks something else. */
    Optional<String> ourMap(MailcloakSite site, Path queueDirectory) {
        if (type.equals("tcp")) {
            return site.tables().entrySet().stream()
                    .filter(table -> Endpoint.of("inet:" + name).means(table.getValue(), queueDirectory))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
        return endpoint()
                .filter(socket -> socket.means(site.socketmap(), queueDirectory))
                .map(socket -> name.substring(name.lastIndexOf(':') + 1));
    }
}
