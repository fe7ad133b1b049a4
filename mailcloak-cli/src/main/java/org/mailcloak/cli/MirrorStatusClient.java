package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ListenAddress;

/**
 * What the running server reports of its mirror, in its metrics. With a mirror it may decide by what it read some
 * minutes ago, while this command asks the provider itself.
 *
 * @param figures by their names without {@code mailcloak_mirror_}; none if it reports nothing
 * @param trouble why it reports nothing; empty if it does
 */
record MirrorStatusClient(Map<String, Double> figures, String trouble) {

    private static final String PREFIX = "mailcloak_mirror_";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    MirrorStatusClient {
        figures = Map.copyOf(figures);
    }

    /** Empty if the configuration has no mirror. */
    static Optional<MirrorStatusClient> of(Configuration configuration) {
        if (!configuration.idp().mirror()) {
            return Optional.empty();
        }
        return Optional.of(configuration
                .httpListen()
                .map(MirrorStatusClient::ask)
                .orElseGet(() -> silent("http.listen is not set, so the server reports nothing of it")));
    }

    private static MirrorStatusClient silent(String why) {
        return new MirrorStatusClient(Map.of(), why);
    }

    private static MirrorStatusClient ask(ListenAddress.Inet address) {
        URI page = URI.create("http://" + address.hostAndPort() + "/metrics");
        try {
            URLConnection connection = page.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try (InputStream body = connection.getInputStream()) {
                Map<String, Double> figures = figures(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                return figures.isEmpty() ? silent("the server at " + page + " reports none") : told(figures);
            }
        } catch (IOException | NumberFormatException failure) {
            return silent("the server cannot be asked at " + page + ": " + failure);
        }
    }

    private static Map<String, Double> figures(String metrics) {
        Map<String, Double> figures = new TreeMap<>();
        metrics.lines()
                .filter(line -> line.startsWith(PREFIX) && line.indexOf('{') < 0)
                .map(line -> line.substring(PREFIX.length()).split(" ", 2))
                .forEach(parts -> figures.put(parts[0], Double.valueOf(parts[1])));
        return figures;
    }

    private static MirrorStatusClient told(Map<String, Double> figures) {
        return new MirrorStatusClient(figures, "");
    }

    private long figure(String name) {
        return Math.round(figures.getOrDefault(name, 0.0));
    }

    /** For people. */
    String words() {
        if (!trouble.isEmpty()) {
            return trouble;
        }
        String age = figures.containsKey("age_seconds")
                ? figure("identities") + " accounts, read " + figure("age_seconds") + " s ago"
                : "not read yet";
        return age
                + (figure("serving") == 1 ? ", answers come from there" : ", not current: the provider is asked")
                + (figure("missing") > 0
                        ? "; " + figure("missing") + " of them were missing from the last list, which was not believed"
                        : "");
    }

    JsonObjectBuilder json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("trouble", trouble);
        if (trouble.isEmpty()) {
            json.add("serving", figure("serving") == 1)
                    .add("identities", figure("identities"))
                    .add("age_seconds", figures.getOrDefault("age_seconds", -1.0))
                    .add("missing", figure("missing"));
        }
        return json;
    }
}
