package org.mailcloak.bench.compare;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked, by how many.
 *
 * @param idle connections that ask once and then are silent
 * @param requests the generator's own request if empty
 */
record Load(Protocol protocol, int connections, int idle, Optional<Requests> requests) {

    /** Requests as the generator reads them, and the beginnings of the right replies, a line each. */
    record Requests(Path file, Path replies) {}

    /** The generator's own request over and over. */
    static Load of(Protocol protocol, int connections) {
        return new Load(protocol, connections, 0, Optional.empty());
    }

    Load withIdle(int silent) {
        return new Load(protocol, connections, silent, requests);
    }

    Load with(Requests various) {
        return new Load(protocol, connections, idle, Optional.of(various));
    }
}
