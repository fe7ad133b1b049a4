package org.mailcloak.administration;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a login name. One with an {@code @} is a mail address too. */
public final class LoginInput {

    private static final String EXPECTED = "expected one login name such as alice";

    /** None of these is part of a login that could be distinguished from a list, a command, a file or a pattern. */
    private static final String NEVER = ",;<>\":*|()[]";

    /** Dovecot makes a folder's name of a login, and reads % as the beginning of a variable. */
    private static final String NEVER_NEW = "/\\%!";

    private LoginInput() {}

    /** Reads the login of an account that exists at some provider. */
    public static Parsed<String> parse(String text) {
        return read(text, NEVER);
    }

    /** Reads the login of a user or an application that is to be made here: it also has to serve as a folder's name. */
    public static Parsed<String> parseNew(String text) {
        return text.startsWith(".") ? refused(text, "it begins with a dot", EXPECTED) : read(text, NEVER + NEVER_NEW);
    }

    private static Parsed<String> read(String text, String never) {
        if (text.indexOf(',') >= 0 || text.indexOf(';') >= 0) {
            return refused(text, "it holds a comma or semicolon", "name each login by itself");
        }
        Optional<String> character = Characters.fault(text);
        if (character.isPresent()) {
            String stripped = Characters.stripped(text);
            boolean around =
                    !stripped.equals(text) && Characters.fault(stripped).isEmpty();
            return refused(text, character.get(), around ? "write " + stripped : EXPECTED);
        }
        Optional<String> special = Characters.firstOf(never, text);
        if (special.isPresent()) {
            return refused(text, "it holds " + special.get(), EXPECTED);
        }
        if (text.startsWith("/") || text.startsWith("~") || text.startsWith("\\") || text.startsWith("-")) {
            return refused(text, "it begins with " + text.charAt(0), EXPECTED);
        }
        if (text.indexOf('@') >= 0) {
            return AddressInput.parse(text)
                    .fold(
                            address -> Parsed.accepted(text),
                            refusal -> refused(text, refusal.fault(), refusal.remedy()));
        }
        return text.getBytes(StandardCharsets.UTF_8).length > AddressInput.MAX_LOCAL_PART
                ? refused(text, "it is longer than " + AddressInput.MAX_LOCAL_PART + " bytes", EXPECTED)
                : Parsed.accepted(text);
    }

    private static Parsed<String> refused(String text, String fault, String remedy) {
        return new Parsed.Refused<>(text, "a login name", fault, remedy);
    }
}
