package org.mailcloak.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(mailcloakctl completion)"})
final class CompletionCommand implements Callable<Integer> {

    private final CommandContext session;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandSpec root = requireNonNull(spec).root();
        session.surroundings().out().print(AutoComplete.bash(root.name(), root.commandLine()) + "\n");
        return ExitCode.DONE;
    }
}
