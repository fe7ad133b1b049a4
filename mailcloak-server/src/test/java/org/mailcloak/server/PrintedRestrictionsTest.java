package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;

/**
 * Every {@code smtpd_*_restrictions} that an operator may copy: from the README, the documentation, the sample files and
 * {@code --print-main-cf}. Postfix completes an address without a domain after the policy service was asked about it, so
 * such addresses are refused before; and what permits ends the list, so it stands behind the policy service.
 */
class PrintedRestrictionsTest {

    private static final String POLICY_SERVICE = "check_policy_service";
    private static final Path ROOT = Path.of("..");

    /** In main.cf, where a list goes on in indented lines; in master.cf between braces, or without a blank. */
    private static final Pattern LIST = Pattern.compile("(?m)"
            + "^(?<name>smtpd_\\w+_restrictions) *=(?<value>.*(?:\\n[ \\t]+\\S.*)*)"
            + "|-o \\{ *(?<braced>smtpd_\\w+_restrictions) *=(?<inBraces>[^}]*)}"
            + "|-o (?<option>smtpd_\\w+_restrictions)=(?<word>\\S*)");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("printed")
    void addressesWithoutDomainShouldBeRefusedWhereMailcloakIsAsked(Restrictions list) {
        if (list.asksMailcloak()) {
            assertThat(list.beforeMailcloak())
                    .as(list.toString())
                    .containsExactly("reject_non_fqdn_sender", "reject_non_fqdn_recipient");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("printed")
    void recipientsShouldNotBeCheckedWithoutMailcloak(Restrictions list) {
        if (list.name().equals("smtpd_recipient_restrictions")) {
            assertThat(list.asksMailcloak()).as(list.toString()).isTrue();
        }
    }

    @Test
    void linesThatTheServerPrintsShouldKeepTheSameRule() {
        List<Restrictions> lists = Restrictions.in("--print-main-cf", serverLines());

        assertThat(lists)
                .extracting(Restrictions::name)
                .containsExactly("smtpd_relay_restrictions", "smtpd_recipient_restrictions");
        lists.forEach(this::addressesWithoutDomainShouldBeRefusedWhereMailcloakIsAsked);
        lists.forEach(this::recipientsShouldNotBeCheckedWithoutMailcloak);
    }

    /** If the pattern no longer found them, the tests above would hold for nothing. */
    @Test
    void listsShouldBeFoundInTheFilesThatOperatorsCopy() throws IOException {
        assertThat(printed().filter(Restrictions::asksMailcloak))
                .extracting(Restrictions::place)
                .contains(
                        "README.md",
                        "docs/operators/maps.md",
                        "docs/configs/postfix-main.cf",
                        "docs/configs/postfix-master.cf");
    }

    private String serverLines() {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                idp:
                  provider: local
                sqlite:
                  path: %1$s/state.db
                sockets:
                  policy_socket: %1$s/p
                  socketmap_socket: %1$s/m
                """.formatted(folder));
        draft.bind(new LocalIdentityProviderFactory());
        return String.join("\n", MainCfSnippet.of(draft.finish(), Path.of("/var/spool/postfix")));
    }

    private static Stream<Restrictions> printed() throws IOException {
        List<Restrictions> found =
                new ArrayList<>(Restrictions.in("README.md", Files.readString(ROOT.resolve("README.md"))));
        // The examples are built meanwhile, and print no restrictions.
        for (String folder : List.of("docs/operators", "docs/configs", "docs/developers", "docs/adr")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().matches(".*\\.(md|cf|sample|txt)"))
                        .sorted()
                        .toList()) {
                    found.addAll(Restrictions.in(ROOT.relativize(file).toString(), Files.readString(file)));
                }
            }
        }
        return found.stream();
    }

    private record Restrictions(String place, String name, List<String> words) {

        static List<Restrictions> in(String place, String text) {
            List<Restrictions> found = new ArrayList<>();
            Matcher matcher = LIST.matcher(text);
            while (matcher.find()) {
                String name = first(matcher, "name", "braced", "option");
                String value = first(matcher, "value", "inBraces", "word");
                found.add(new Restrictions(place, name, words(value)));
            }
            return found;
        }

        private static String first(Matcher matcher, String... groups) {
            return Stream.of(groups)
                    .map(matcher::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
        }

        private static List<String> words(String value) {
            return Pattern.compile("[,\\s]+")
                    .splitAsStream(value)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        boolean asksMailcloak() {
            return words.contains(POLICY_SERVICE);
        }

        List<String> beforeMailcloak() {
            return words.subList(0, words.indexOf(POLICY_SERVICE));
        }

        @Override
        public String toString() {
            return place + ": " + name + " = " + String.join(" ", words);
        }
    }
}
