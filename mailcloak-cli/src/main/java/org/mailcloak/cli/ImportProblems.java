package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a file that is imported: the first hundred mistakes. The rest is not kept, because a file of nothing but
 * mistakes would fill the memory with messages.
 */
final class ImportProblems {

    private static final int MAX = 100;

    private final List<String> lines = new ArrayList<>();
    private boolean more;

    /** A line end within a value of the file makes no line of its own. */
    void add(String line) {
        if (lines.size() < MAX) {
            lines.add(TerminalEscaper.of(line));
        } else {
            more = true;
        }
    }

    /** Whether there are more than are kept: a reader need not go on. */
    boolean isEnough() {
        return more;
    }

    /** @throws CommandException with all that is kept, if there is any */
    void refuseIfAny() {
        if (lines.isEmpty()) {
            return;
        }
        List<String> message = new ArrayList<>(lines);
        if (more) {
            message.add("and more");
        }
        message.add("nothing was changed");
        throw CommandException.refused(String.join("\n", message));
    }
}
