package org.mailcloak.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailcloak.config.Section.Entry;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one mapping: reports repeated keys, which the parser lets pass, and carries out {@code <<} (YAML 1.1 merge). */
final class SectionReader {

    private static final String MERGE = "<<";

    private final String path;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    /** Mappings merged already. Merging one again adds nothing, and aliases can make such repeats exponential. */
    private final Set<Node> merged = Collections.newSetFromMap(new IdentityHashMap<>());

    private SectionReader(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The mapping's entries; none if it is null, or if it is no mapping, which is reported. */
    static Section read(String path, Node node, Problems problems) {
        SectionReader reader = new SectionReader(path, problems);
        if (node instanceof MappingNode mapping) {
            reader.collect(mapping);
        } else if (!Scalars.isAbsent(node)) {
            problems.error(node, path, "expected a mapping (lines of `key: value`), found " + Scalars.kindOf(node));
        }
        return new Section(path, node.getStartMark(), reader.entries);
    }

    /** Returns the mapping below a key of a section; an empty one if the file does not have it. */
    static Section child(Section parent, String name, Problems problems) {
        String path = parent.keyOf(name);
        return parent.entry(name)
                .map(entry -> read(path, entry.value(), problems)
                        .startingAt(entry.key().getStartMark()))
                .orElseGet(() -> Section.absent(path));
    }

    /** The mapping's own keys come before those that it merges, wherever the {@code <<} stands. */
    private void collect(MappingNode mapping) {
        if (!merged.add(mapping)) {
            return;
        }
        Map<String, Entry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Entry first = own.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
                if (first != null) {
                    problems.error(key, keyOf(key), "given twice; first in line " + line(first.key()));
                }
            } else {
                problems.error(
                        tuple.getKeyNode(),
                        path,
                        "expected a text as key, found " + Scalars.kindOf(tuple.getKeyNode()));
            }
        }
        Entry merge = own.get(MERGE);
        if (merge != null && merge.key() instanceof ScalarNode key && key.isPlain()) {
            own.remove(MERGE);
        }
        own.forEach(entries::putIfAbsent);
        if (merge != null && !own.containsKey(MERGE)) {
            merge(merge.value());
        }
    }

    private void merge(Node source) {
        List<Node> sources = source instanceof SequenceNode sequence ? sequence.getValue() : List.of(source);
        for (Node each : sources) {
            if (each instanceof MappingNode mapping) {
                collect(mapping);
            } else {
                problems.error(
                        each, path, "<< expected a mapping or a list of mappings, found " + Scalars.kindOf(each));
            }
        }
    }

    private String keyOf(ScalarNode key) {
        String name = MessageText.key(key.getValue());
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
