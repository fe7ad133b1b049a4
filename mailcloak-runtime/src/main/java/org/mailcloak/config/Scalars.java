package org.mailcloak.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads scalars by the type that the key wants, with the rules of Go's yaml.v3 ({@code resolve.go}, {@code decode.go}),
 * so that a file means what it meant to the older program. The type is not guessed from the text: {@code 0660} is a
 * text for one key and the number 432 for another.
 */
final class Scalars {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    /** YAML 1.1 words, which yaml.v3 takes for a typed boolean, quoted or not. */
    private static final Set<String> YES = Set.of("y", "Y", "yes", "on");

    private static final Set<String> NO = Set.of("n", "N", "no", "off");
    private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL);
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** What the sample file has where a site's own value belongs: alone, or as a part of a URL, a DN or an address. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?:^|(?<=[/:@.=,]))(<[A-Za-z][A-Za-z0-9 _-]*>)(?=$|[/:@.,])");

    private Scalars() {}

    /**
     * Returns whether the key counts as not given: a YAML null or an empty text, which yaml.v3 cannot distinguish in a
     * text.
     */
    static boolean isAbsent(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getValue().isEmpty() || (scalar.isPlain() && NULLS.contains(scalar.getValue())));
    }

    static String text(Node node) throws BadValueException {
        ScalarNode scalar = scalar(node, "a text");
        if (scalar.getValue().isBlank()) {
            throw new BadValueException("expected a text, found only white space");
        }
        Matcher placeholder = PLACEHOLDER.matcher(scalar.getValue());
        if (placeholder.find()) {
            throw new BadValueException(
                    "expected a value of your own in the place of " + MessageText.value(placeholder.group(1)));
        }
        return scalar.getValue();
    }

    static boolean flag(Node node) throws BadValueException {
        ScalarNode scalar = scalar(node, "true or false");
        String text = scalar.getValue();
        if (YES.contains(text) || (scalar.isPlain() && TRUE.contains(text))) {
            return true;
        }
        if (NO.contains(text) || (scalar.isPlain() && FALSE.contains(text))) {
            return false;
        }
        throw new BadValueException("expected true or false, found " + shown(scalar));
    }

    /** A number written plainly: decimal, {@code 0x}, {@code 0o}, {@code 0b}, octal with a leading 0, {@code 1_000}. */
    static long wholeNumber(Node node) throws BadValueException {
        ScalarNode scalar = scalar(node, "a whole number");
        if (!scalar.isPlain()) {
            throw new BadValueException("expected a whole number without quotes, found " + shown(scalar));
        }
        return wholeNumber(scalar.getValue())
                .orElseThrow(() -> new BadValueException("expected a whole number, found " + shown(scalar)));
    }

    private static Optional<Long> wholeNumber(String text) {
        if (text.startsWith("_")) {
            return Optional.empty();
        }
        String number = text.replace("_", "");
        boolean signed = number.startsWith("-") || number.startsWith("+");
        String digits = signed ? number.substring(1) : number;
        int radix = radix(digits);
        String significant = digits.substring(radix == 10 ? 0 : radix == 8 && isOldOctal(digits) ? 1 : 2);
        try {
            if (significant.startsWith("-") || significant.startsWith("+")) {
                return Optional.empty();
            }
            return Optional.of(Long.parseLong((number.startsWith("-") ? "-" : "") + significant, radix));
        } catch (NumberFormatException notAnInteger) {
            return wholeFloat(number);
        }
    }

    /** yaml.v3 reads what is no integer ({@code 089}, {@code 1e3}) as a float, which fits a whole number if it is one. */
    private static Optional<Long> wholeFloat(String number) {
        if (!FLOAT.matcher(number).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(number).longValueExact());
        } catch (ArithmeticException | NumberFormatException notWholeOrTooLarge) {
            return Optional.empty();
        }
    }

    private static int radix(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            case '.', 'e', 'E' -> 10;
            default -> 8;
        };
    }

    private static boolean isOldOctal(String digits) {
        return digits.charAt(1) != 'o' && digits.charAt(1) != 'O';
    }

    static String shown(ScalarNode scalar) {
        return MessageText.value(scalar.getValue());
    }

    private static ScalarNode scalar(Node node, String expected) throws BadValueException {
        if (!(node instanceof ScalarNode scalar)) {
            throw new BadValueException("expected " + expected + ", found " + kindOf(node)
                    + "; a text that begins with " + "one of -?:[]{},#&*!|>%@` needs quotes");
        }
        if (!TAGS.contains(scalar.getTag())) {
            throw new BadValueException(
                    "expected " + expected + " without a tag; a text that begins with ! needs quotes");
        }
        return scalar;
    }

    static String kindOf(Node node) {
        if (node.getNodeType() == NodeType.MAPPING) {
            return "a mapping";
        }
        return node.getNodeType() == NodeType.SEQUENCE ? "a list" : "a text";
    }
}
