package org.mailcloak.cli.dovecot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of Dovecot's configuration; the whole is one without a name.
 *
 * @param type such as {@code passdb}; empty for the whole
 * @param name what follows the type; may be empty
 * @param settings its own
 * @param blocks within it, in their order
 */
record DovecotBlock(String type, String name, Map<String, String> settings, List<DovecotBlock> blocks) {

    /** Reads what {@code doveconf -n} prints, or a file in the same syntax without sections. */
    static DovecotBlock parse(String text) {
        Deque<DovecotBlock> open = new ArrayDeque<>();
        open.push(empty(""));
        for (String written : text.lines().toList()) {
            String line = written.strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.equals("}")) {
                if (open.size() > 1) {
                    open.pop();
                }
            } else if (line.endsWith("{") && equals < 0) {
                DovecotBlock block = empty(line.substring(0, line.length() - 1).strip());
                open.getFirst().blocks().add(block);
                open.push(block);
            } else if (equals > 0) {
                open.getFirst()
                        .settings()
                        .put(
                                line.substring(0, equals).strip(),
                                line.substring(equals + 1).strip());
            }
        }
        return open.getLast();
    }

    private static DovecotBlock empty(String header) {
        String[] words = header.split("\\s+", 2);
        return new DovecotBlock(words[0], words.length > 1 ? words[1] : "", new LinkedHashMap<>(), new ArrayList<>());
    }

    /** The blocks of a type. */
    Stream<DovecotBlock> all(String wanted) {
        return blocks.stream().filter(block -> block.type().equals(wanted));
    }

    /** A setting; empty if it is not there. */
    String value(String setting) {
        return settings.getOrDefault(setting, "");
    }

    /** The first of two settings that is there: the names of 2.3 and of 2.4. */
    String value(String setting, String newer) {
        String old = value(setting);
        return old.isEmpty() ? value(newer) : old;
    }

    /** The driver of a passdb or userdb; in 2.4 the block's name stands for it. */
    String driver() {
        String driver = value("driver", type + "_driver");
        return driver.isEmpty() ? name : driver;
    }

    /** The text of the file that the arguments of a passdb or userdb name, without comments; empty if it cannot be read. */
    Optional<String> file() {
        String args = value("args");
        if (!args.startsWith("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(Path.of(args), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.strip().startsWith("#"))
                    .collect(Collectors.joining("\n")));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it is a userdb with a mailbox for every name. */
    boolean takesEveryName() {
        return driver().equals("static")
                && (value("args").matches("(^|.*\\s)allow_all_users=yes(\\s.*|$)")
                        || value("userdb_static_allow_all_users").equals("yes")
                        || value("static_allow_all_users").equals("yes"));
    }

    /** Whether Dovecot serves a protocol: a word of a list in 2.3, a setting of a block in 2.4. */
    boolean hasProtocol(String protocol) {
        return List.of(value("protocols").split("\\s+")).contains(protocol)
                || all("protocols").anyMatch(block -> block.value(protocol).equals("yes"));
    }
}
