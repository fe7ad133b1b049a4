package org.mailcloak.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code --output}, for the commands that print results; it may also stand before the command. */
final class OutputOption {

    private static final String NAME = "--output";

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = NAME, paramLabel = "FORM", description = "${COMPLETION-CANDIDATES}; default: text.")
    private @Nullable OutputFormat form;

    /** Adds the option to a command and to the groups of commands within it. */
    static void addToGroups(CommandLine group) {
        group.getCommandSpec()
                .addOption(OptionSpec.builder(NAME)
                        .paramLabel("FORM")
                        .type(OutputFormat.class)
                        .description("${COMPLETION-CANDIDATES}, for the commands that print results; default: text.")
                        .build());
        group.getSubcommands().values().stream()
                .distinct()
                .filter(command -> !command.getSubcommands().isEmpty())
                .forEach(OutputOption::addToGroups);
    }

    /** What the command says, else what stands before it. */
    OutputFormat form() {
        if (form != null) {
            return form;
        }
        for (CommandSpec group = requireNonNull(command).parent(); group != null; group = group.parent()) {
            OptionSpec option = group.findOption(NAME);
            if (option != null && option.getValue() instanceof OutputFormat before) {
                return before;
            }
        }
        return OutputFormat.TEXT;
    }
}
