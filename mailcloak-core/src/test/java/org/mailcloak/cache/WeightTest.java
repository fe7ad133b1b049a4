package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;

class WeightTest {

    @Test
    void keyShouldCountAsOneEntryWhenItIsOfUsualLength() {
        assertThat(Weight.of("alice")).isEqualTo(1);
        assertThat(Weight.of(EmailAddress.parse("alice@d1.test").orElseThrow())).isEqualTo(1);
    }

    @Test
    void keyShouldCountAsManyEntriesWhenItIsLong() {
        assertThat(Weight.of("x".repeat(1_280))).isEqualTo(11);
        assertThat(Weight.of(EmailAddress.parse("x".repeat(1_280) + "@d1.test").orElseThrow()))
                .isEqualTo(11);
    }
}
