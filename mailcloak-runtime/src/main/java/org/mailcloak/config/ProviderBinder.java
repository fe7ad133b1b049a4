package org.mailcloak.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.config.Section.Entry;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks one provider's section against the settings that its factory declares. */
final class ProviderBinder {

    static final String FILE = "_file";
    private static final int MAX_SECRET_BYTES = 1 << 16;

    private final Section section;
    private final Optional<Mark> place;
    private final Problems problems;
    private final Map<String, Object> values = new HashMap<>();

    /**
     * @param place where a setting that is missing would stand
     */
    ProviderBinder(Section section, Optional<Mark> place, Problems problems) {
        this.section = section;
        this.place = place;
        this.problems = problems;
    }

    /** The values by key, of the types that {@code ProviderConfig} wants. Problems are reported, not thrown. */
    Map<String, Object> bind(List<Setting> settings) {
        Set<String> known = new HashSet<>(ConfigurationKeys.namesIn(ConfigurationKeys.PROVIDER_SECTION));
        for (Setting setting : settings) {
            known.add(setting.key());
            if (setting.kind() == Setting.Kind.SECRET) {
                known.add(setting.key() + FILE);
            }
            Optional<Entry> entry = entryOf(setting);
            entry.ifPresent(given -> read(setting, given));
            if (entry.isEmpty() && setting.required()) {
                problems.error(place, section.keyOf(setting.key()), missing(setting));
            }
        }
        section.refuseUnknown(known, problems);
        return Map.copyOf(values);
    }

    private static String missing(Setting setting) {
        String orFile = setting.kind() == Setting.Kind.SECRET
                ? ", or " + setting.key() + FILE + " with a file that holds it"
                : "";
        String description = setting.description();
        boolean sentence = description.endsWith(".");
        String what = sentence ? description.substring(0, description.length() - 1) : description;
        return "missing: " + what + orFile + (sentence ? "." : "");
    }

    private Optional<Entry> entryOf(Setting setting) {
        Optional<Entry> given = section.given(setting.key());
        if (setting.kind() != Setting.Kind.SECRET) {
            return given;
        }
        Optional<Entry> file = section.given(setting.key() + FILE);
        if (given.isPresent() && file.isPresent()) {
            problems.error(
                    file.orElseThrow().key(),
                    section.keyOf(setting.key() + FILE),
                    "given together with " + section.keyOf(setting.key()) + "; expected one of them");
        }
        return given.or(() -> file);
    }

    private void read(Setting setting, Entry entry) {
        boolean inFile = section.given(setting.key()).isEmpty();
        String key = section.keyOf(setting.key() + (inFile ? FILE : ""));
        try {
            values.put(setting.key(), inFile ? secretFile(entry.value()) : value(setting, entry.value()));
        } catch (BadValueException e) {
            e.report(entry.value(), (place, message) -> problems.error(place, key, message));
        }
    }

    private static Object value(Setting setting, Node node) throws BadValueException {
        return switch (setting.kind()) {
            case TEXT -> Scalars.text(node);
            case URL -> ValueReaders.url(node);
            case PATH -> ValueReaders.path(node);
            case LIST -> list(setting, node);
            case FLAG -> Scalars.flag(node);
            case NUMBER -> ValueReaders.count(node);
            case SECONDS -> ValueReaders.seconds(node);
            case SECRET -> secret(Scalars.text(node));
        };
    }

    private static List<String> list(Setting setting, Node node) throws BadValueException {
        List<String> list = ValueReaders.list(node);
        if (list.isEmpty() && setting.required()) {
            throw new BadValueException("expected at least one, found an empty list");
        }
        return list;
    }

    private static Secret secretFile(Node node) throws BadValueException {
        String path = Scalars.text(node);
        try {
            return secret(TextFile.read(ValueReaders.path(node), MAX_SECRET_BYTES));
        } catch (BadValueException e) {
            throw new BadValueException(MessageText.value(path) + ": " + e.getMessage());
        }
    }

    /** One line; the line end that editors put behind it is no part of it. Messages never repeat it. */
    private static Secret secret(String text) throws BadValueException {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (line.isBlank()) {
            throw new BadValueException("expected a secret, found nothing");
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new BadValueException("expected one line of text, found line ends or control characters in it");
        }
        return new Secret(line);
    }
}
