package org.mailcloak.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Holds every problem that was found, and says them all in its message. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String fileName;
    private final transient List<Problem> problems;

    /**
     * @param fileName the file, as the operator named it
     * @param problems at least one, in the order in which they are to be shown
     */
    public ConfigurationException(String fileName, List<Problem> problems) {
        super(describe(fileName, problems));
        this.fileName = fileName;
        this.problems = List.copyOf(problems);
    }

    public String fileName() {
        return fileName;
    }

    /** All problems, sorted by line. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(String fileName, List<Problem> problems) {
        return problems.stream()
                .map(problem -> fileName + (problem.line() == 0 ? ": " : ":") + problem)
                .collect(Collectors.joining("\n"));
    }
}
