package org.mailcloak.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Guesses what a mistyped key was meant to be. */
final class EditDistance {

    private static final int LONGEST = 64;

    private EditDistance() {}

    /** The known name with the fewest changed characters, if they are at most a third of it. */
    static Optional<String> nearest(String name, Set<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(plain, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(plain, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
