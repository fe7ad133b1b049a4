package org.mailcloak.cli.postfix;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What postconf of Postfix 3.7.11 printed, the parameters that the checks read: {@code shipped} is docs/configs with the rest
 * of Debian's master.cf, {@code debian} is Debian's own main.cf.
 */
final class Recorded {

    private PostfixSettings settings;

    private Recorded(PostfixSettings settings) {
        this.settings = settings;
    }

    static Recorded of(String name) {
        return new Recorded(PostfixSettings.parse(
                text(name + "-all"),
                text(name + "-expanded"),
                text(name + "-named"),
                text(name + "-services"),
                text(name + "-overrides")));
    }

    private static String text(String name) {
        try (InputStream in = requireNonNull(Recorded.class.getResourceAsStream(name + ".txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of main.cf. */
    Recorded with(String parameter, String value) {
        Map<String, String> parameters = new HashMap<>(settings.parameters());
        parameters.put(parameter, value);
        Set<String> named = new HashSet<>(settings.named());
        named.add(parameter);
        settings = new PostfixSettings(parameters, settings.expanded(), named, settings.services());
        return this;
    }

    /** A line that main.cf does not have any more. */
    Recorded without(String parameter, String defaultValue) {
        with(parameter, defaultValue);
        Set<String> named = new HashSet<>(settings.named());
        named.remove(parameter);
        settings = new PostfixSettings(settings.parameters(), settings.expanded(), named, settings.services());
        return this;
    }

    /** An option {@code -o} of a service of master.cf. */
    Recorded override(String service, String parameter, String value) {
        List<PostfixService> services = settings.services().stream()
                .map(one -> one.path().equals(service) ? overridden(one, parameter, value) : one)
                .toList();
        settings = new PostfixSettings(settings.parameters(), settings.expanded(), settings.named(), services);
        return this;
    }

    private static PostfixService overridden(PostfixService service, String parameter, String value) {
        Map<String, String> overrides = new HashMap<>(service.overrides());
        overrides.put(parameter, value);
        return new PostfixService(service.name(), service.type(), service.chrooted(), service.program(), overrides);
    }

    PostfixSettings settings() {
        return settings;
    }
}
