package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of a property that the JDK does not offer, compared with what it does offer. */
class InvisibleCharactersTest {

    /** The exceptions of Unicode's derivation: signs that are shown before or around others, and annotation marks. */
    private static final Pattern SHOWN_FORMAT =
            Pattern.compile("[\\x{600}-\\x{605}\\x{6dd}\\x{70f}\\x{890}\\x{891}\\x{8e2}"
                    + "\\x{fff9}-\\x{fffb}\\x{110bd}\\x{110cd}\\x{13430}-\\x{13440}]");

    private static IntStream codePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT);
    }

    private static Set<String> names(IntStream codePoints) {
        return codePoints.mapToObj("%04x"::formatted).collect(Collectors.toSet());
    }

    @Test
    void everyFormatCharacterShouldBeInTheTableSaveThoseThatAreShown() {
        IntStream missing = codePoints()
                .filter(point -> Character.getType(point) == Character.FORMAT)
                .filter(point ->
                        !SHOWN_FORMAT.matcher(Character.toString(point)).matches())
                .filter(point -> !InvisibleCharacters.isDefaultIgnorable(point));

        assertThat(names(missing)).isEmpty();
    }

    @Test
    void everyVariationSelectorAndFillerShouldBeInTheTable() {
        IntStream missing = codePoints()
                .filter(point -> Character.isDefined(point)
                        && Character.getName(point)
                                .matches(
                                        ".*(VARIATION SELECTOR|HANGUL .*FILLER|INHERENT|GRAPHEME JOINER|ZERO WIDTH).*"))
                .filter(point -> !InvisibleCharacters.isDefaultIgnorable(point))
                // Marks of scripts that join letters, and are shown.
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK
                        || Character.getName(point).contains("SELECTOR"));

        assertThat(names(missing)).isEmpty();
    }

    @Test
    void nothingThatIsShownShouldBeInTheTable() {
        IntStream shown = codePoints()
                .filter(InvisibleCharacters::isDefaultIgnorable)
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .filter(Character::isDefined)
                .filter(point -> !Character.getName(point)
                        .matches(".*(VARIATION SELECTOR|HANGUL .*FILLER|INHERENT A[AQ]|GRAPHEME JOINER).*"));

        assertThat(names(shown)).isEmpty();
    }

    /** Of Unicode 15.1: DerivedCoreProperties.txt counts 4,174 code points with the property. */
    @Test
    void tableShouldHaveAsManyCodePointsAsUnicodesFile() {
        assertThat(codePoints().filter(InvisibleCharacters::isDefaultIgnorable).count())
                .isEqualTo(4_174);
    }
}
