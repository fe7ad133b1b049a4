package org.mailcloak.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds top-level classes that use each other, directly or by way of others (Tarjan's strongly connected components). */
final class ClassCycles {

    private final Map<String, Set<String>> uses = new HashMap<>();
    private final Map<String, Integer> number = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private ClassCycles() {}

    /** Returns the names of the classes of each cycle. */
    static List<Set<String>> in(JavaClasses classes) {
        ClassCycles cycles = new ClassCycles();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = topLevel(dependency.getTargetClass());
                if (target.startsWith("org.mailcloak.") && !target.equals(topLevel(type))) {
                    cycles.uses
                            .computeIfAbsent(topLevel(type), name -> new TreeSet<>())
                            .add(target);
                }
            }
        }
        cycles.uses.keySet().stream()
                .sorted()
                .filter(name -> !cycles.number.containsKey(name))
                .toList()
                .forEach(name -> {
                    if (!cycles.number.containsKey(name)) {
                        cycles.visit(name);
                    }
                });
        return cycles.found;
    }

    private static String topLevel(JavaClass type) {
        return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
    }

    private void visit(String name) {
        number.put(name, number.size());
        lowest.put(name, number.get(name));
        path.push(name);
        for (String next : uses.getOrDefault(name, Set.of())) {
            if (!number.containsKey(next)) {
                visit(next);
                lowest.merge(name, lowest.get(next), Math::min);
            } else if (path.contains(next)) {
                lowest.merge(name, number.get(next), Math::min);
            }
        }
        if (lowest.get(name).equals(number.get(name))) {
            Set<String> cycle = new TreeSet<>();
            String last;
            do {
                last = path.pop();
                cycle.add(last);
            } while (!last.equals(name));
            if (cycle.size() > 1) {
                found.add(cycle);
            }
        }
    }
}
