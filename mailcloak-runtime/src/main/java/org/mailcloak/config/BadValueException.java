package org.mailcloak.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A value is not what its key takes, or some of its elements are not. Each message says what was found and what was expected;
 * the caller adds the key.
 */
final class BadValueException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Elements with a place of their own; empty: the value as a whole. */
    private final transient List<Element> elements;

    private record Element(Node place, String message) {}

    BadValueException(String message) {
        super(message);
        this.elements = List.of();
    }

    private BadValueException(List<Element> elements) {
        super(elements.stream().map(Element::message).collect(Collectors.joining("; ")));
        this.elements = elements;
    }

    /** Reports each of what is wrong, with its place. */
    void report(Node value, BiConsumer<Node, String> problem) {
        if (elements.isEmpty()) {
            problem.accept(value, String.valueOf(getMessage()));
        } else {
            elements.forEach(element -> problem.accept(element.place(), element.message()));
        }
    }

    /** Collects what is wrong with the elements of one value. */
    static final class Collector {

        private final List<Element> elements = new ArrayList<>();

        void add(Node place, BadValueException bad) {
            bad.report(place, (node, message) -> elements.add(new Element(node, message)));
        }

        /** Throws what was collected, if anything was. */
        void check() throws BadValueException {
            if (!elements.isEmpty()) {
                throw new BadValueException(List.copyOf(elements));
            }
        }
    }
}
