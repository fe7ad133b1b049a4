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
    private final ConfigurationValues values = ConfigurationValues.ofDefaults();
    private final Sections sections = new Sections();

    private ConfigurationReader() {}

    /** Reads a file; one that cannot be read is a problem of the draft. */
    public static ConfigurationDraft read(Path file) {
        try {
            return read(file.toString(), TextFile.read(file, YamlDocument.MAX_BYTES));
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
        if (text.getBytes(StandardCharsets.UTF_8).length > YamlDocument.MAX_BYTES) {
            reader.problems.error(Optional.empty(), "", "longer than " + YamlDocument.MAX_BYTES + " bytes");
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
        DeprecatedKeys renames = new DeprecatedKeys(problems);
        Section legacyKeycloak = renames.takeKeycloak(root);
        openSections(root);
        renames.failureMode(sections.of(ConfigurationKeys.IDP_FAILURE_MODE));
        Section idp = sections.of(ConfigurationKeys.IDP_PROVIDER);
        if (legacyKeycloak.place().isPresent() && idp.given("provider").isEmpty()) {
            idp.put("provider", DeprecatedKeys.provider(legacyKeycloak));
        }
        readKey(ConfigurationKeys.IDP_PROVIDER);
        Section provider = providerSection(idp, legacyKeycloak);
        sections.put(ConfigurationKeys.PROVIDER_SECTION, provider);
        ConfigurationKeys.ALL.stream()
                .filter(key -> !key.equals(ConfigurationKeys.IDP_PROVIDER))
                .forEach(this::readKey);
        refuseUnknown(root);
        new CrossChecks(sections, values, problems).run();
        return new ConfigurationDraft(fileName, problems, values, sections);
    }

    private void openSections(Section root) {
        for (KeyDefinition<?> key : ConfigurationKeys.ALL) {
            String name = key.section();
            if (!name.equals(ConfigurationKeys.PROVIDER_SECTION)
                    && !sections.names().contains(name)) {
                sections.put(name, SectionReader.child(root, name, problems));
            }
        }
    }

    /** The chosen provider's section; of the other sections below {@code idp} only that they are mappings. */
    private Section providerSection(Section idp, Section legacyKeycloak) {
        Optional<String> chosen = values.find(ConfigurationKeys.IDP_PROVIDER);
        Section section = chosen.map(id -> SectionReader.child(idp, id, problems))
                .orElseGet(() -> Section.absent(ConfigurationKeys.PROVIDER_SECTION));
        if (chosen.filter(DeprecatedKeys.KEYCLOAK::equals).isPresent()) {
            section = section.completedBy(legacyKeycloak);
        }
        for (String name : idp.names()) {
            Entry entry = idp.entry(name).orElseThrow();
            boolean other =
                    !name.equals("provider") && chosen.filter(name::equals).isEmpty();
            if (other && !(entry.value() instanceof MappingNode) && !Scalars.isAbsent(entry.value())) {
                String hint = EditDistance.nearest(name, Set.of("provider"))
                        .map(near -> "unknown key, did you mean idp.provider?")
                        .orElse("expected a mapping with the settings of a provider, found "
                                + Scalars.kindOf(entry.value()));
                problems.error(entry.key(), idp.keyOf(MessageText.key(name)), hint);
            }
        }
        return section;
    }

    private <T> void readKey(KeyDefinition<T> key) {
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
            e.report(value, (place, message) -> problems.error(place, name, message));
        }
    }

    private void refuseUnknown(Section root) {
        Set<String> top = sections.names();
        top.remove(ConfigurationKeys.PROVIDER_SECTION);
        root.refuseUnknown(top, problems);
        sections.forEach((name, section) -> {
            if (!name.equals(IDP) && !name.equals(ConfigurationKeys.PROVIDER_SECTION)) {
                section.refuseUnknown(ConfigurationKeys.namesIn(name), problems);
            }
        });
    }
}
