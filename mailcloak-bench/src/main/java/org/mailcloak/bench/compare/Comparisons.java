package org.mailcloak.bench.compare;

import java.util.List;
import java.util.stream.Stream;

/** The comparisons by name: the protocol and how many connections ask. */
final class Comparisons {

    private static final List<Integer> CONNECTIONS = List.of(1, 20, 100, 1_000);

    private Comparisons() {}

    static List<String> names() {
        return Stream.of("policy", "alias")
                .flatMap(kind -> CONNECTIONS.stream().map(connections -> kind + connections))
                .toList();
    }

    static Comparison of(String name, Stage stage) {
        Protocol protocol = name.startsWith("policy") ? Protocol.POLICY : Protocol.SOCKETMAP;
        Load load = Load.of(protocol, Integer.parseInt(name.replaceAll("[^0-9]", "")));
        return new Comparison(
                name,
                contender("reference", load, stage, stage.reference()),
                List.of(contender("mailcloak", load, stage, stage.server())));
    }

    private static Contender contender(String name, Load load, Stage stage, Target target) {
        return new Contender(name, time -> stage.generator().run(load, target, time));
    }
}
