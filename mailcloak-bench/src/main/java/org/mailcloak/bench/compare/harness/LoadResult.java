package org.mailcloak.bench.compare.harness;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the generator saw. Times are microseconds, from the write of a request to its whole reply.
 *
 * @param done requests answered
 * @param rate of them a second
 * @param processor microseconds of processor time that the generator itself took
 */
record LoadResult(long done, double rate, double p50, double p99, double processor) {

    /** @param line the generator's {@code key=value} figures */
    static LoadResult parse(String line) {
        Map<String, String> figures = Stream.of(line.strip().split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Function<String, Double> figure = name -> {
            String value = figures.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no " + name + " in: " + line);
            }
            return Double.valueOf(value);
        };
        return new LoadResult(
                figure.apply("done").longValue(),
                figure.apply("rps"),
                figure.apply("p50"),
                figure.apply("p99"),
                figure.apply("cpu"));
    }
}
