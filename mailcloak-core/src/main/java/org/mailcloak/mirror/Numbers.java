package org.mailcloak.mirror;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives each value the next number. For one thread. */
final class Numbers<T> {

    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    int of(T value) {
        return numbers.computeIfAbsent(value, added -> numbers.size());
    }

    int size() {
        return numbers.size();
    }

    /** By number. */
    List<T> values() {
        return List.copyOf(numbers.keySet());
    }

    Map<T, Integer> byValue() {
        return new HashMap<>(numbers);
    }
}
