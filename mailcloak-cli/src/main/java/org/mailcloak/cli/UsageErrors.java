package org.mailcloak.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line. */
final class UsageErrors {

    private static final int MAX_DISTANCE = 3;

    private UsageErrors() {}

    /** Whether the line ends where a command should follow. */
    static boolean isCommandMissing(ParameterException e) {
        return !(e instanceof UnmatchedArgumentException)
                && !e.getCommandLine().getSubcommands().isEmpty()
                && String.valueOf(e.getMessage()).startsWith("Missing required subcommand");
    }

    static String describe(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (!first.startsWith("-") && !command.getSubcommands().isEmpty()) {
                return unknownCommand(command, first);
            }
        }
        return String.valueOf(e.getMessage());
    }

    static String unknownCommand(CommandLine command, String name) {
        String message = "unknown command '" + name + "'";
        return nearest(command.getSubcommands(), name)
                .map(near -> message + ", did you mean '" + near + "'?")
                .orElse(message);
    }

    private static Optional<String> nearest(Map<String, CommandLine> commands, String name) {
        return commands.keySet().stream()
                .filter(candidate -> distance(candidate, name) <= Math.min(MAX_DISTANCE, candidate.length() / 2))
                .min(Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
