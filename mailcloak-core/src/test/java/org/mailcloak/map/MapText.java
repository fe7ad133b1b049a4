package org.mailcloak.map;

import java.util.function.UnaryOperator;
import org.mailcloak.decision.Directory;
import org.mailcloak.decision.PolicyRules;

/** What maps answer, as a text: the value, {@code -} for no entry, or what is wrong. */
final class MapText {

    private MapText() {}

    static String find(PolicyRules rules, Directory directory, String map, String key) {
        return AddressMaps.all(rules).stream()
                .filter(candidate -> candidate.name().equals(map))
                .findFirst()
                .orElseThrow()
                .find(key, directory)
                .fold(UnaryOperator.identity(), () -> "-", why -> "unavailable: " + why, why -> "broken: " + why);
    }
}
