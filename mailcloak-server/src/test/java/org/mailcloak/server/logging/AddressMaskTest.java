package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no address here                      | no address here             | no address here",
                "alice@d1.test                        | *@d1.test                   | *",
                "of alice@d1.test, and bob@d2.test.   | of *@d1.test, and *@d2.test.| of *, and *",
                "<alice@d1.test>: gone                | <*@d1.test>: gone           | <*>: gone",
                "user:\"alice@d1.test\"               | user:\"*@d1.test\"          | user:\"*\"",
                "x \"al ice\"@d1.test y               | x *@d1.test y               | x * y",
                "a@b@d1.test                          | *@d1.test                   | *",
                "sender=alice@d1.test                 | sender=*@d1.test            | sender=*",
                "alice@                               | *@                          | *",
                "@d1.test                             | *@d1.test                   | *",
                "\"@d1.test                           | *@d1.test                   | *",
                "@@@                                  | *@                          | *"
            })
    void hideShouldLeaveNoLocalPartInTheText(String text, String domain, String none) {
        assertThat(AddressMask.FULL.hide(text)).isEqualTo(text);
        assertThat(AddressMask.DOMAIN.hide(text)).isEqualTo(domain);
        assertThat(AddressMask.NONE.hide(text)).isEqualTo(none);
    }

    @Test
    void hideShouldHideEveryAddressWhenThereAreManyInALongText() {
        String text = ("x".repeat(50) + " a@b ").repeat(20_000);

        assertThat(AddressMask.NONE.hide(text)).doesNotContain("@").contains("x *");
    }
}
