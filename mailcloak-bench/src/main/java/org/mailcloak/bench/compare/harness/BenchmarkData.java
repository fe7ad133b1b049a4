package org.mailcloak.bench.compare.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who and what is in the database: alice with alias1, and a small company. */
final class BenchmarkData {

    static final int USERS = 200;

    private BenchmarkData() {}

    /**
     * Makes a database and fills it by mailcloakctl.
     *
     * @param ctl the command without arguments
     */
    static void fill(TempWorkspace workshop, Path database, List<String> ctl) {
        Path backup = workshop.file("people.json", backup());
        run(workshop, database, ctl, "init");
        run(workshop, database, ctl, "import", "--file", backup.toString());
    }

    private static void run(TempWorkspace workshop, Path database, List<String> ctl, String... arguments) {
        List<String> line = new ArrayList<>(ctl);
        line.addAll(List.of("--db", database.toString()));
        line.addAll(List.of(arguments));
        Program.run(workshop.folder("ctl"), line);
    }

    /** In the form of {@code mailcloakctl export}. */
    private static String backup() {
        String users = IntStream.range(0, USERS).mapToObj(i -> user(login(i))).collect(Collectors.joining(",\n"));
        String aliases = IntStream.range(0, USERS)
                .mapToObj(i -> alias(alias(i), login(i)))
                .collect(Collectors.joining(",\n"));
        return """
                {
                  "mailcloak_export": 1,
                  "domains": [{"domain": "d1.test", "enabled": true}],
                  "aliases": [%s, %s],
                  "apps": [],
                  "users": [%s, %s]
                }
                """.formatted(alias("alias1@d1.test", "alice"), aliases, user("alice"), users);
    }

    private static String user(String login) {
        return """
                {"login": "%s", "primary_address": "%s@d1.test", "also": [], "state": "active", "password_hash": null}""".formatted(login, login);
    }

    private static String alias(String address, String login) {
        return """
                {"alias": "%s", "user": "%s", "enabled": true}""".formatted(address, login);
    }

    static String login(int i) {
        return "user" + i;
    }

    static String address(int i) {
        return login(i) + "@d1.test";
    }

    static String alias(int i) {
        return "team" + i + "@d1.test";
    }
}
