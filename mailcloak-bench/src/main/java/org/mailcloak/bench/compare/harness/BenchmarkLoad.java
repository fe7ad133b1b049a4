package org.mailcloak.bench.compare.harness;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked, by how many.
 *
 * @param idle connections that ask once and then are silent
 * @param requests the generator's own request if empty
 */
public record BenchmarkLoad(BenchmarkProtocol protocol, int connections, int idle, Optional<Requests> requests) {

    /** Requests as the generator reads them, and the beginnings of the right replies, a line each. */
    public record Requests(Path file, Path replies) {}

    /** The generator's own request over and over. */
    public static BenchmarkLoad of(BenchmarkProtocol protocol, int connections) {
        return new BenchmarkLoad(protocol, connections, 0, Optional.empty());
    }

    public BenchmarkLoad withIdle(int silent) {
        return new BenchmarkLoad(protocol, connections, silent, requests);
    }

    public BenchmarkLoad with(Requests various) {
        return new BenchmarkLoad(protocol, connections, idle, Optional.of(various));
    }
}
