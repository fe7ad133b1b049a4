package org.mailcloak.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps what was asked of the sources, in order. One thread. */
final class QueryTrace {

    /**
     * One question to one source.
     *
     * @param source such as {@code database}
     * @param question in words
     * @param answer in words
     * @param took how long the answer took; it is as old as that, for no cache is asked
     */
    record Asked(String source, String question, String answer, Duration took) {

        private boolean repeats(Asked other) {
            return source.equals(other.source) && question.equals(other.question) && answer.equals(other.answer);
        }
    }

    private final List<Asked> asked = new ArrayList<>();

    /** Without those that repeat an earlier question and its answer. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Asks, and keeps the answer; one that fails is kept and thrown on. */
    <T> T ask(String source, String question, Supplier<T> asking, Function<T, String> words) {
        long start = System.nanoTime();
        try {
            T answer = asking.get();
            keep(new Asked(source, question, words.apply(answer), since(start)));
            return answer;
        } catch (RuntimeException e) {
            keep(new Asked(source, question, "failed: " + e.getMessage(), since(start)));
            throw e;
        }
    }

    private void keep(Asked next) {
        if (asked.stream().noneMatch(next::repeats)) {
            asked.add(next);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
