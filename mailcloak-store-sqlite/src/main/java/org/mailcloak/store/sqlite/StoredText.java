package org.mailcloak.store.sqlite;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be made of a text that any program may have stored. */
final class StoredText {

    /** A login of Keycloak has at most 255 characters, an address 320. */
    static final int MAX_LENGTH = 1_000;

    /** What the driver makes of bytes that are no UTF-8. */
    private static final int REPLACEMENT = 0xFFFD;

    private StoredText() {}

    /** Whether it can be a part of a login or an address. SQL's trim() knows blanks only, so a tab may be stored. */
    static boolean isReadable(String text) {
        return text.length() <= MAX_LENGTH
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
    }

    /** Whether it can name a row. */
    static boolean isName(@Nullable String text) {
        return text != null && !text.isBlank() && isReadable(text);
    }

    /** Returns the constant of that name in any letter case; empty if there is none. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
