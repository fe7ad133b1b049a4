package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressParseCacheTest {

    private final AddressParseCache recent = new AddressParseCache();

    @Test
    void spellingShouldBeFoundByItsTextAlone() {
        recent.put("Alice@d1.test", spelling("alice@d1.test"));

        assertThat(recent.find("Alice@d1.test")).isEqualTo(spelling("alice@d1.test"));
        assertThat(recent.find("alice@d1.test")).isNull();
    }

    @Test
    void textShouldNotBeTakenForAnotherOneWithTheSameHash() {
        assertThat("Aa@d1.test").hasSameHashCodeAs("BB@d1.test");
        recent.put("Aa@d1.test", spelling("aa@d1.test"));

        assertThat(recent.find("BB@d1.test")).isNull();

        recent.put("BB@d1.test", spelling("bb@d1.test"));
        assertThat(recent.find("Aa@d1.test")).isNull();
        assertThat(recent.find("BB@d1.test")).isEqualTo(spelling("bb@d1.test"));
    }

    @Test
    void textShouldNotBeKeptWhenItIsLong() {
        String text = "x".repeat(200) + "@d1.test";
        recent.put(text, spelling(text));

        assertThat(recent.find(text)).isNull();
    }

    private static AddressInterpretations spelling(String address) {
        return AddressInterpretations.of(EmailAddress.parse(address).orElseThrow());
    }
}
