package org.mailcloak.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Turns text into a tree of YAML nodes. No node is given a type: the keys know theirs.
 *
 * <p>The parser's own messages may repeat part of a value (the name of an alias, a tag), and any value may be a secret
 * that lacks its quotes. So only messages about structure are passed on.
 */
final class YamlDocument {

    /** A file that is longer is no configuration, in UTF-8 bytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_ALIASES = 50;

    /** Keys, values, lists and mappings. The tree of a longer file takes more memory than a server has for it. */
    private static final int MAX_VALUES = 10_000;

    private YamlDocument() {}

    /**
     * @return empty if the text holds no document, or if it is no YAML; the latter is reported
     */
    static Optional<Node> compose(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setUseMarks(true)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            Optional<Event> tooMany = tooManyValues(settings, text);
            if (tooMany.isPresent()) {
                problems.error(
                        tooMany.get().getStartMark(), "", "more than " + MAX_VALUES + " keys and values up to here");
                return Optional.empty();
            }
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            problems.error(e.getProblemMark().or(e::getContextMark), "", "not valid YAML: " + structural(e));
        } catch (ReaderException e) {
            problems.error(
                    Optional.empty(),
                    "",
                    "not valid YAML: character U+%04X at index %d is not allowed"
                            .formatted(e.getCodePoint(), e.getPosition()));
        } catch (YamlEngineException e) {
            problems.error(Optional.empty(), "", "not valid YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            problems.error(Optional.empty(), "", "not valid YAML: nested too deeply");
        }
        return Optional.empty();
    }

    /** Read one by one, before the tree is made of them. */
    private static Optional<Event> tooManyValues(LoadSettings settings, String text) {
        int values = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof NodeEvent) {
                values++;
            }
            if (values > MAX_VALUES) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static String structural(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (e instanceof ComposerException && problem.contains("alias")) {
            return "an alias (*name) without its anchor (&name); a text that begins with * needs quotes";
        }
        if (problem.contains("tag handle")) {
            return "a tag that was not declared; a text that begins with ! needs quotes";
        }
        return problem.lines().findFirst().orElse("syntax error");
    }
}
