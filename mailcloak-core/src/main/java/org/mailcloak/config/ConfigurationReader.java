package org.mailcloak.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.config.Section.Entry;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a configuration file. Nothing is thrown for what is in the file: every problem waits in the draft until the
 * provider's own settings are checked too.
 */
public final class ConfigurationReader {

    private static final String IDP = "idp";

    private final Problems problems = new Problems();
    private final Values values = Values.ofDefaults();
    private final Sections sections = new Sections();

    private ConfigurationReader() {}

    /** Reads a file; one that cannot be read is a problem of the draft. */
    public static ConfigurationDraft read(Path file) {
        try {
            return read(file.toString(), TextFile.read(file, YamlDocument.MAX_OCTETS));
        } catch (BadValueException e) {
            Problems problems = new Problems();
            problems.error(Optional.empty(), "", String.valueOf(e.getMessage()));
            return ConfigurationDraft.unreadable(file.toString(), problems);
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param fileName for messages
     */
    public static ConfigurationDraft read(String fileName, String text) {
        ConfigurationReader reader = new ConfigurationReader();
        if (text.getBytes(StandardCharsets.UTF_8).length > YamlDocument.MAX_OCTETS) {
            reader.problems.error(Optional.empty(), "", "longer than " + YamlDocument.MAX_OCTETS + " octets");
            return ConfigurationDraft.unreadable(fileName, reader.problems);
        }
        Optional<Node> document = YamlDocument.compose(text, reader.problems);
        if (!reader.problems.isEmpty()) {
            return ConfigurationDraft.unreadable(fileName, reader.problems);
        }
        return reader.draft(
                fileName,
                document.map(node -> SectionReader.read("", node, reader.problems))
                        .orElseGet(() -> Section.absent("")));
    }

    private ConfigurationDraft draft(String fileName, Section root) {
        Renames renames = new Renames(problems);
        Section legacyKeycloak = renames.takeKeycloak(root);
        openSections(root);
        renames.failureMode(sections.of(Keys.IDP_FAILURE_MODE));
        Section idp = sections.of(Keys.IDP_PROVIDER);
        if (legacyKeycloak.place().isPresent() && idp.given("provider").isEmpty()) {
            idp.put("provider", Renames.provider(legacyKeycloak));
        }
        readKey(Keys.IDP_PROVIDER);
        Section provider = providerSection(idp, legacyKeycloak);
        sections.put(Keys.PROVIDER_SECTION, provider);
        Keys.ALL.stream().filter(key -> !key.equals(Keys.IDP_PROVIDER)).forEach(this::readKey);
        refuseUnknown(root);
        new CrossChecks(sections, values, problems).run();
        return new ConfigurationDraft(fileName, problems, values, sections);
    }

    private void openSections(Section root) {
        for (Key<?> key : Keys.ALL) {
            String name = key.section();
            if (!name.equals(Keys.PROVIDER_SECTION) && !sections.names().contains(name)) {
                sections.put(name, root.child(name, problems));
            }
        }
    }

    /** The chosen provider's section; of the other sections below {@code idp} only that they are mappings. */
    private Section providerSection(Section idp, Section legacyKeycloak) {
        Optional<String> chosen = values.find(Keys.IDP_PROVIDER);
        Section section =
                chosen.map(id -> idp.child(id, problems)).orElseGet(() -> Section.absent(Keys.PROVIDER_SECTION));
        if (chosen.filter(Renames.KEYCLOAK::equals).isPresent()) {
            section = section.completedBy(legacyKeycloak);
        }
        for (String name : idp.names()) {
            Entry entry = idp.entry(name).orElseThrow();
            boolean other =
                    !name.equals("provider") && chosen.filter(name::equals).isEmpty();
            if (other && !(entry.value() instanceof MappingNode) && !Scalars.isAbsent(entry.value())) {
                String hint = Spelling.nearest(name, Set.of("provider"))
                        .map(near -> "unknown key, did you mean idp.provider?")
                        .orElse("expected a mapping with the settings of a provider, found "
                                + Scalars.kindOf(entry.value()));
                problems.error(entry.key(), idp.keyOf(Shown.key(name)), hint);
            }
        }
        return section;
    }

    private <T> void readKey(Key<T> key) {
        Optional<Entry> entry = sections.given(key);
        String name = sections.nameOf(key);
        if (entry.isEmpty()) {
            if (key.doc().required()) {
                String expected =
                        "missing: expected a value such as " + key.doc().example() + ". ";
                problems.error(
                        sections.of(key).place(), name, expected + key.doc().description());
            }
            return;
        }
        Node value = entry.orElseThrow().value();
        try {
            values.put(key, key.reader().read(value));
        } catch (BadValueException e) {
            problems.error(value, name, String.valueOf(e.getMessage()));
        }
    }

    private void refuseUnknown(Section root) {
        Set<String> top = sections.names();
        top.remove(Keys.PROVIDER_SECTION);
        root.refuseUnknown(top, problems);
        sections.forEach((name, section) -> {
            if (!name.equals(IDP) && !name.equals(Keys.PROVIDER_SECTION)) {
                section.refuseUnknown(Keys.namesIn(name), problems);
            }
        });
    }
}
