package org.mailcloak.config;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong, and what is only worth a warning, while a configuration is read. One thread. */
final class Problems {

    // Sets, because a mapping that is merged into several others is read several times.
    private final TreeSet<Problem> errors = new TreeSet<>();
    private final TreeSet<Problem> warnings = new TreeSet<>();

    void error(Node place, String key, String message) {
        error(place.getStartMark(), key, message);
    }

    void error(Optional<Mark> place, String key, String message) {
        errors.add(problem(place, key, message));
    }

    void warning(Optional<Mark> place, String key, String message) {
        warnings.add(problem(place, key, message));
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    static Problem problem(Optional<Mark> place, String key, String message) {
        int line = place.map(mark -> mark.getLine() + 1).orElse(0);
        int column = place.map(mark -> mark.getColumn() + 1).orElse(0);
        return new Problem(line, column, key, MessageText.line(message));
    }
}
