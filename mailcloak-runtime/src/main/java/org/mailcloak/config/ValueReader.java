package org.mailcloak.config;

import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a value of one type from a node that is neither null nor an empty text. */
@FunctionalInterface
interface ValueReader<T> {

    T read(Node node) throws BadValueException;
}
