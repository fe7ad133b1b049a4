package org.mailcloak.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --yes}, for commands that delete more than one row. Without a terminal nothing is asked. */
final class Deletion {

    @Option(names = "--yes", description = "Do not ask at the terminal whether to delete.")
    private boolean yes;

    /**
     * Asks at the terminal.
     *
     * @param what all that goes, such as {@code domain d1.test with 3 aliases}
     * @throws CommandException if the answer is not yes
     */
    void confirm(CommandContext session, String what) {
        Optional<Prompt> prompt = session.surroundings().prompt();
        if (yes || prompt.isEmpty()) {
            return;
        }
        String question = session.database() + ": delete " + TerminalEscaper.of(what) + "? Type yes to delete";
        boolean confirmed = prompt.get()
                .answer(question)
                .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                .isPresent();
        if (!confirmed) {
            throw CommandException.refused("nothing was deleted");
        }
    }
}
