package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.administration.Objection;
import picocli.CommandLine.Option;

/** {@code --force}, for commands that object to a change. */
final class Insistence {

    @Option(
            names = "--force",
            description = "Make the change although it was objected to. What cannot be read is refused all the same.")
    private boolean force;

    boolean given() {
        return force;
    }

    void settle(CommandContext session, List<Objection> objections) {
        settle(session, objections, false);
    }

    /**
     * Warns of what the operator has to know or insists on.
     *
     * @param shared whether accounts may share an address
     * @throws CommandException with all other objections, one a line
     */
    void settle(CommandContext session, List<Objection> objections, boolean shared) {
        List<String> refused = new ArrayList<>();
        for (Objection objection : objections) {
            String message = objection.message();
            switch (objection.weight()) {
                case WARNING -> session.warn(message);
                case UNLESS_SHARED -> settle(session, refused, message, shared, "; for a shared address: --shared");
                case UNLESS_FORCED -> settle(session, refused, message, force, "; to do it all the same: --force");
            }
        }
        if (!refused.isEmpty()) {
            throw CommandException.refused(String.join("\n", refused));
        }
    }

    private static void settle(
            CommandContext session, List<String> refused, String message, boolean insisted, String option) {
        if (insisted) {
            session.warn(message);
        } else {
            refused.add(message + option);
        }
    }
}
