package org.mailcloak.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailcloak.config.EffectiveValue.Origin;
import org.mailcloak.config.Section.Entry;
import org.mailcloak.idp.Setting;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The effective values of the declared keys and settings of a file without problems. Only values of declared keys are
 * shown, and none that is a secret by its kind or its name: a plugin may have declared one as a plain text.
 */
final class EffectiveValues {

    private static final String HIDDEN = "********";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "pass(word|wd|phrase|code)?s?|pw|pwd|pin|secrets?|tokens?|credentials?|(api|private|access|secret)_?keys?",
            Pattern.CASE_INSENSITIVE);

    /** A user name and password in a URL, up to the last @ before the path. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");

    private final Sections sections;
    private final ConfigurationValues values;
    private final List<Setting> settings;

    EffectiveValues(Sections sections, ConfigurationValues values, List<Setting> settings) {
        this.sections = sections;
        this.values = values;
        this.settings = settings;
    }

    /** In the order of the documentation, the provider's own settings behind the host's keys. */
    List<EffectiveValue> list() {
        List<EffectiveValue> list = new ArrayList<>();
        ConfigurationKeys.ALL.forEach(key -> list.add(of(key)));
        settings.forEach(setting -> list.add(of(setting)));
        return List.copyOf(list);
    }

    private EffectiveValue of(KeyDefinition<?> key) {
        String name = sections.nameOf(key);
        String description = key.doc().description();
        Optional<Entry> given = sections.given(key);
        if (given.isPresent()) {
            return value(name, shown(key.name(), given.orElseThrow().value()), Origin.FILE, description);
        }
        if (key.equals(ConfigurationKeys.LOGIN_TTL)
                && values.find(ConfigurationKeys.LOGIN_TTL).isPresent()) {
            return value(
                    name,
                    seconds(values.find(ConfigurationKeys.LOGIN_TTL).orElseThrow()),
                    Origin.PROVIDER,
                    description);
        }
        return key.doc()
                .defaultValue()
                .or(() -> derived(key))
                .map(text -> value(name, text, Origin.DEFAULT, description))
                .orElseGet(() -> new EffectiveValue(name, Optional.empty(), Origin.UNSET, description));
    }

    /** The defaults that depend on other keys, or that a file would have to write as a list. */
    private Optional<String> derived(KeyDefinition<?> key) {
        if (key.equals(ConfigurationKeys.LOGIN_TTL)) {
            return values.find(ConfigurationKeys.CACHE_TTL).map(EffectiveValues::seconds);
        }
        if (key.equals(ConfigurationKeys.RETURN_PATHS)) {
            return Optional.of("[srs, prvs]");
        }
        if (key.equals(ConfigurationKeys.CONTROL_SOCKET)) {
            return values.sockets().control().map(socket -> socket.path().toString());
        }
        return Optional.empty();
    }

    /** Returns the value of a setting. A secret in a file of its own is shown by the name of that file. */
    private EffectiveValue of(Setting setting) {
        Section section = sections.of(ConfigurationKeys.PROVIDER_SECTION);
        Optional<Entry> given = section.given(setting.key());
        boolean secret = setting.kind() == Setting.Kind.SECRET;
        if (given.isEmpty() && secret) {
            String name = setting.key() + ProviderBinder.FILE;
            Optional<Entry> file = section.given(name);
            if (file.isPresent()) {
                return value(section.keyOf(name), text(file.orElseThrow().value()), Origin.FILE, setting.description());
            }
        }
        String name = section.keyOf(setting.key());
        return given.map(Entry::value)
                .map(node -> secret ? HIDDEN : shown(setting.key(), node))
                .map(text -> value(name, text, Origin.FILE, setting.description()))
                .orElseGet(() -> new EffectiveValue(name, Optional.empty(), Origin.UNSET, setting.description()));
    }

    private static EffectiveValue value(String key, String text, Origin origin, String description) {
        return new EffectiveValue(key, Optional.of(text), origin, description);
    }

    private static String shown(String name, Node node) {
        return isSecret(name) ? HIDDEN : text(node);
    }

    /**
     * Returns whether a whole word of the name means a secret. A syllable of a word does not: see {@code
     * attribute_prefix}.
     */
    private static boolean isSecret(String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("[_.-]+", -1);
        boolean file = words[words.length - 1].equals("file") || words[words.length - 1].equals("seconds");
        for (int i = 0; !file && i < words.length; i++) {
            String pair = i + 1 < words.length ? words[i] + "_" + words[i + 1] : words[i];
            if (SECRET_NAME.matcher(words[i]).matches()
                    || SECRET_NAME.matcher(pair).matches()) {
                return true;
            }
        }
        return false;
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return USER_INFO.matcher(scalar.getValue()).replaceAll(HIDDEN + "@");
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(EffectiveValues::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((MappingNode) node)
                .getValue().stream()
                        .map(tuple -> text(tuple.getKeyNode()) + ": " + text(tuple.getValueNode()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }
}
