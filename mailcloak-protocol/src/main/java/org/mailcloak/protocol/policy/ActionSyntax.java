package org.mailcloak.protocol.policy;

import java.util.Map;
import org.mailcloak.protocol.WireText;

/**
 * Which actions can be written. Postfix takes every text as an action: what it does not know is the name of a
 * restriction (451 for every mail), and a number without text accepts. So everything is refused that is not known.
 */
final class ActionSyntax {

    /** See {@code PolicyAction#MAX_BYTES}. */
    static final int MAX_BYTES = 300;
    /** Whether a keyword goes without text, and the class of enhanced status codes that its text can begin with. */
    private record Keyword(boolean textAllowed, boolean textNeeded, char statusClass) {}

    private static final char NO_STATUS = ' ';

    private static final Map<String, Keyword> KEYWORDS = Map.of(
            "DUNNO", new Keyword(false, false, NO_STATUS),
            "REJECT", new Keyword(true, false, '5'),
            "DEFER", new Keyword(true, false, '4'),
            "DEFER_IF_PERMIT", new Keyword(true, false, '4'),
            "DEFER_IF_REJECT", new Keyword(true, false, '4'),
            "HOLD", new Keyword(true, false, NO_STATUS),
            "INFO", new Keyword(true, false, NO_STATUS),
            "WARN", new Keyword(true, false, NO_STATUS),
            "PREPEND", new Keyword(true, true, NO_STATUS));

    private ActionSyntax() {}

    static void check(String action) {
        checkCharacters(action);
        int space = action.indexOf(' ');
        String word = space < 0 ? action : action.substring(0, space);
        String text = space < 0 ? "" : action.substring(space + 1);
        if (text.startsWith(" ")) {
            throw refused(action, "one space after the first word");
        }
        Keyword keyword = isReplyCode(word) ? new Keyword(true, true, word.charAt(0)) : KEYWORDS.get(word);
        if (keyword == null) {
            throw refused(action, "4NN or 5NN with text, DUNNO or one of the other keywords that never accept");
        }
        if (text.isEmpty() && keyword.textNeeded()) {
            throw refused(action, "text after " + word);
        }
        if (!text.isEmpty() && !keyword.textAllowed()) {
            throw refused(action, "nothing after " + word);
        }
        if (keyword.statusClass() != NO_STATUS) {
            checkStatus(action, text, keyword.statusClass());
        }
        if (word.equals("PREPEND")) {
            checkHeader(action, text);
        }
    }

    /** Three numbers with dots, of class 2, 4 or 5 (RFC 3463). */
    static boolean isEnhancedStatus(String word) {
        String[] numbers = word.split("\\.", -1);
        if (numbers.length != 3 || numbers[0].length() != 1) {
            return false;
        }
        for (String number : numbers) {
            if (number.isEmpty() || number.length() > 3 || !number.chars().allMatch(ActionSyntax::isDigit)) {
                return false;
            }
        }
        return "245".contains(numbers[0]);
    }

    /** A value for an error message: escaped and cut. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("'");
        value.codePoints().limit(60).forEach(c -> {
            if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\u{%x}", c));
            }
        });
        return quoted.append(value.length() > 60 ? "'..." : "'").toString();
    }

    private static void checkCharacters(String action) {
        if (action.isBlank() || action.startsWith(" ") || action.endsWith(" ")) {
            throw refused(action, "an action without spaces at its ends; Postfix reads an empty one as an accept");
        }
        if (WireText.hasControlCharacter(action)) {
            throw refused(action, "no control characters");
        }
        int bytes = WireText.encode(action).length;
        if (bytes > MAX_BYTES) {
            throw refused(action, "at most " + MAX_BYTES + " bytes instead of " + bytes);
        }
    }

    private static void checkStatus(String action, String text, char statusClass) {
        int space = text.indexOf(' ');
        String first = space < 0 ? text : text.substring(0, space);
        if (!isEnhancedStatus(first)) {
            return;
        }
        if (first.charAt(0) != statusClass) {
            throw refused(action, "an enhanced status code of class " + statusClass);
        }
        if (space < 0 || text.startsWith(" ", space + 1)) {
            throw refused(action, "one space and text after the enhanced status code");
        }
    }

    private static void checkHeader(String action, String text) {
        int colon = text.indexOf(':');
        boolean name = colon > 0 && text.substring(0, colon).chars().allMatch(c -> c > ' ' && c <= '~');
        if (!name || text.substring(colon + 1).isBlank()) {
            throw refused(action, "PREPEND Name: value");
        }
    }

    /** RFC 5321 4.2: 4 or 5, then 0 to 5, then any digit. */
    private static boolean isReplyCode(String word) {
        return word.length() == 3
                && (word.charAt(0) == '4' || word.charAt(0) == '5')
                && word.charAt(1) >= '0'
                && word.charAt(1) <= '5'
                && isDigit(word.charAt(2));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException refused(String action, String expected) {
        return new IllegalArgumentException("action " + quoted(action) + ": expected " + expected);
    }
}
