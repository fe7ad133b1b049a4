package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;

class EntryWeigherTest {

    @Test
    void keyShouldCountAsOneEntryWhenItIsOfUsualLength() {
        assertThat(EntryWeigher.of("alice")).isEqualTo(1);
        assertThat(EntryWeigher.of(EmailAddress.parse("alice@d1.test").orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void keyShouldCountAsManyEntriesWhenItIsLong() {
        assertThat(EntryWeigher.of("x".repeat(1_280))).isEqualTo(11);
        assertThat(EntryWeigher.of(
                        EmailAddress.parse("x".repeat(1_280) + "@d1.test").orElseThrow()))
                .isEqualTo(11);
    }
}
