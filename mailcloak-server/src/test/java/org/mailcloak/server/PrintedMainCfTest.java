package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.EmbeddedConfiguration;

/**
 * The lines of main.cf that an operator may paste. A Debian Postfix that has only those takes mail by them, so they must
 * also say how it is delivered, and must replace what Debian says otherwise.
 */
class PrintedMainCfTest {

    private static final Path ROOT = Path.of("..");
    private static final Path QUEUE = Path.of("/var/spool/postfix");

    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n((?:(?!```).)*?virtual_mailbox_domains =.*?)```");

    /** A value goes on in indented lines. */
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(\\w+) *=(.*(?:\\n[ \\t]+\\S.*)*)");

    private static Map<String, String> assignments(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = ASSIGNMENT.matcher(text);
        while (matcher.find()) {
            values.put(
                    matcher.group(1), matcher.group(2).replaceAll("\\s+", " ").strip());
        }
        return values;
    }

    /** With the sockets where the pages have them. */
    private static Map<String, String> ofTheServer() {
        String lines = String.join("\n", MainCfSnippet.of(EmbeddedConfiguration.in(QUEUE.resolve("mailcloak")), QUEUE));
        return assignments(lines.replace("/policy.sock", "/policy").replace("/socketmap.sock", "/socketmap"));
    }

    private static Map<String, String> ofThePage(String page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        Matcher block = BLOCK.matcher(text);
        return assignments(block.find() ? block.group(1) : text);
    }

    private static void deliversWhatItAccepts(Map<String, String> lines) {
        assertThat(lines)
                .containsKey("virtual_mailbox_domains")
                .containsEntry("virtual_transport", "lmtp:unix:private/dovecot-lmtp")
                .containsEntry("recipient_delimiter", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operators/maps.md", "docs/configs/postfix-main.cf"})
    void mailThatPrintedLinesAcceptShouldBeDelivered(String page) throws IOException {
        deliversWhatItAccepts(ofThePage(page));
    }

    @Test
    void mailThatTheLinesOfTheServerAcceptShouldBeDelivered() {
        deliversWhatItAccepts(ofTheServer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operators/maps.md"})
    void pageShouldPrintLinesThatTheServerPrints(String page) throws IOException {
        assertThat(ofTheServer()).containsAllEntriesOf(ofThePage(page));
    }
}
