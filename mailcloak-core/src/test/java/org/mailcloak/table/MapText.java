package org.mailcloak.table;

import java.util.function.UnaryOperator;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;

/** What maps answer, as a text: the value, {@code -} for no entry, or what is wrong. */
final class MapText {

    private MapText() {}

    static String find(PolicyRules rules, LookupSources directory, String map, String key) {
        return AddressMaps.all(rules).stream()
                .filter(candidate -> candidate.name().equals(map))
                .findFirst()
                .orElseThrow()
                .find(key, directory)
                .fold(UnaryOperator.identity(), () -> "-", why -> "unavailable: " + why, why -> "broken: " + why);
    }
}
