package org.mailcloak.cli.postfix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The active settings of a Postfix: parameters with their defaults, and the services with what each sets for itself.
 *
 * @param parameters all of them, as written, variables not replaced ({@code postconf})
 * @param expanded all of them with variables replaced by main.cf's values ({@code postconf -x})
 * @param named those that main.cf names ({@code postconf -n})
 * @param services of master.cf, in its order
 */
record PostfixSettings(
        Map<String, String> parameters,
        Map<String, String> expanded,
        Set<String> named,
        List<PostfixService> services) {

    private static final int CHROOT_COLUMN = 4;
    private static final int PROGRAM_COLUMN = 7;

    PostfixSettings {
        parameters = Map.copyOf(parameters);
        expanded = Map.copyOf(expanded);
        named = Set.copyOf(named);
        services = List.copyOf(services);
    }

    /**
     * From what postconf prints.
     *
     * @param all {@code postconf -c DIR}
     * @param expanded {@code postconf -c DIR -x}
     * @param named {@code postconf -c DIR -n}
     * @param services {@code postconf -c DIR -M}
     * @param overrides {@code postconf -c DIR -P}
     */
    static PostfixSettings parse(String all, String expanded, String named, String services, String overrides) {
        Map<String, String> values = assignments(expanded);
        Map<String, String> set = assignments(named);
        Map<String, String> parameters = new LinkedHashMap<>(assignments(all));
        parameters.putAll(set);
        boolean chrootByDefault =
                values.getOrDefault("compatibility_level", "0").startsWith("0");
        Map<String, String> own = assignments(overrides);
        return new PostfixSettings(
                parameters,
                values,
                set.keySet(),
                services.lines()
                        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                        .map(line -> line.split("\\s+"))
                        .filter(columns -> columns.length > PROGRAM_COLUMN)
                        .map(columns -> service(columns, own, chrootByDefault))
                        .toList());
    }

    private static PostfixService service(String[] columns, Map<String, String> overrides, boolean chrootByDefault) {
        String prefix = columns[0] + "/" + columns[1] + "/";
        String chroot = columns[CHROOT_COLUMN];
        return new PostfixService(
                columns[0],
                columns[1],
                chroot.equals("-") ? chrootByDefault : chroot.equals("y"),
                columns[PROGRAM_COLUMN],
                overrides.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue)));
    }

    /** Lines {@code name = value}; a folded value goes on in lines that begin with a blank. */
    private static Map<String, String> assignments(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String name = "";
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                values.computeIfPresent(name, (known, value) -> (value + " " + line.strip()).strip());
            } else if (equals > 0) {
                name = line.substring(0, equals).strip();
                values.put(name, line.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /** Whether main.cf names the parameter. */
    boolean isNamed(String parameter) {
        return named.contains(parameter);
    }

    /** The value in main.cf, or the default; variables are replaced. */
    String value(String parameter) {
        return new Variables(parameters, expanded, Map.of()).value(parameter);
    }

    /** The value for one service; variables are replaced. */
    String value(PostfixService service, String parameter) {
        return new Variables(parameters, expanded, service.overrides()).value(parameter);
    }

    /** A value that is {@code yes} or {@code no}. */
    boolean isYes(PostfixService service, String parameter) {
        return value(service, parameter).equals("yes");
    }

    /** Where relative paths of sockets begin, and the root of chrooted processes. */
    Path queueDirectory() {
        return Path.of(value("queue_directory"));
    }

    List<PostfixService> smtpServers() {
        return services.stream().filter(PostfixService::isSmtpServer).toList();
    }

    /** The place of a parameter for one service, as findings name it. */
    String place(PostfixService service, String parameter) {
        return service.overrides().containsKey(parameter) ? service.path() + ": " + parameter : parameter;
    }
}
