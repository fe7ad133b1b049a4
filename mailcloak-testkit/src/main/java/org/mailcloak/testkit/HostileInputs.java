package org.mailcloak.testkit;

import java.util.List;
import org.mailcloak.address.EmailAddress;

/**
 * Names that no account has, but that find one where a name is pasted into SQL, an LDAP filter, a URL, a path or a
 * pattern, or compared by rules that are too loose.
 */
final class HostileInputs {

    private static final List<String> NAMES = List.of(
            // parts of "alice" and more than it
            "ali",
            "lice",
            "alicea",
            "xalice",
            // patterns
            "*",
            "a*",
            "ali?e",
            "%",
            "ali%",
            "_____",
            "alice|bob",
            ".*",
            // SQL
            "' OR '1'='1",
            "alice'--",
            "\"; DROP TABLE users; --",
            // LDAP
            ")(uid=*",
            "*)(uid=*))(|(uid=*",
            "\\2a",
            "\\61lice",
            // URLs and paths
            "../alice",
            "bob/../alice",
            "alice?exact=false",
            "alice&exact=false",
            "alice#",
            "%61lice",
            "alice%00",
            "http://alice",
            // other syntaxes
            "${jndi:ldap://alice}",
            "<alice>",
            "{\"login\":\"alice\"}",
            "alice\r\nbob",
            // look-alikes: an accent, a Cyrillic first letter, full-width letters
            "\u00e1lice",
            "\u0430lice",
            "\uff41\uff4c\uff49\uff43\uff45",
            "\u674e",
            "\ud83d\ude00",
            "a".repeat(2_000));

    private HostileInputs() {}

    static List<String> names() {
        return NAMES;
    }

    /** Those names as local parts of a domain that has mailboxes, as far as they are addresses at all. */
    static List<EmailAddress> addresses() {
        return NAMES.stream()
                .flatMap(name -> EmailAddress.parse(name + "@d1.test").stream())
                .toList();
    }
}
