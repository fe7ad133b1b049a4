package org.mailcloak.http;

/**
 * Looks over a text before it is read as JSON: how many values it has, how deep they are, and how long the longest is. A tree
 * takes some sixty bytes for each value, of which two bytes can make one; so the length of a body bounds nothing.
 */
final class JsonBounds {

    /** Keys and values together. A page of a hundred accounts has some ten thousand. */
    static final int MAX_VALUES = 40_000;

    static final int MAX_DEPTH = 64;

    /** In bytes. Longer than any attribute that is read here. */
    static final int MAX_TEXT = 64 << 10;

    /** In bytes. A double has 24 characters at most. */
    static final int MAX_NUMBER = 64;

    private int values;
    private int depth;
    private int length;
    private boolean inText;
    private boolean escaped;

    private JsonBounds() {}

    /** @throws UnexpectedBodyException if the text is over a bound; whether it is JSON is not looked at */
    static void check(byte[] bytes) {
        JsonBounds bounds = new JsonBounds();
        for (byte octet : bytes) {
            bounds.next(octet);
        }
    }

    private void next(byte octet) {
        if (inText) {
            text(octet);
            return;
        }
        switch (octet) {
            case '"' -> {
                inText = true;
                length = 0;
            }
            case '[', '{' -> {
                depth++;
                count();
                if (depth > MAX_DEPTH) {
                    throw new UnexpectedBodyException("the answer is nested deeper than " + MAX_DEPTH);
                }
            }
            case ']', '}' -> {
                depth--;
                length = 0;
            }
            case ',', ':' -> count();
            case ' ', '\t', '\r', '\n' -> length = 0;
            default -> lengthen(MAX_NUMBER);
        }
    }

    private void text(byte octet) {
        if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
        } else if (octet == '"') {
            inText = false;
            length = 0;
            return;
        }
        lengthen(MAX_TEXT);
    }

    private void count() {
        values++;
        length = 0;
        if (values > MAX_VALUES) {
            throw new UnexpectedBodyException("the answer has more than " + MAX_VALUES + " values");
        }
    }

    private void lengthen(int most) {
        length++;
        if (length > most) {
            throw new UnexpectedBodyException("the answer has a value of more than " + most + " bytes");
        }
    }
}
