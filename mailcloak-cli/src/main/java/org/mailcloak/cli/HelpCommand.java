package org.mailcloak.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code help}, at any depth: picocli's own knows only the first level. */
@Command(
        name = "help",
        description = "Show the help of a command.",
        footer = {"", "Example:", "  mailcloakctl help domains add"})
final class HelpCommand implements Runnable {

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its subcommand.")
    private List<String> path = List.of();

    @Override
    public void run() {
        CommandLine command = requireNonNull(spec).root().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw CommandException.usage(UsageErrors.unknownCommand(command, name));
            }
            command = next;
        }
        command.usage(command.getOut());
    }
}
