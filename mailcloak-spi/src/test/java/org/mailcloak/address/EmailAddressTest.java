package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            Alice@D1.Test            | alice@d1.test
            alice@d1.test.           | alice@d1.test
            "alice"@d1.test          | alice@d1.test
            "al\\ice"@d1.test        | alice@d1.test
            "al\\"ice"@d1.test       | al"ice@d1.test
            "al ice"@d1.test         | al ice@d1.test
            a@b@d1.test              | a@b@d1.test
            a@Bücher.test            | a@xn--bcher-kva.test
            a@XN--BCHER-KVA.test     | a@xn--bcher-kva.test
            a@bücher。test            | a@xn--bcher-kva.test
            a@straße.test            | a@xn--strae-oqa.test
            a@STRASSE.test           | a@strasse.test
            a@faß.de                 | a@xn--fa-hia.de
            a@βόλος.com              | a@xn--nxasmm1c.com
            a@[192.0.2.1]            | a@[192.0.2.1]
            a@[IPv6:2001:DB8::1]     | a@[ipv6:2001:db8::1]
            JÜRGEN@d1.test           | jürgen@d1.test
            K@d1.test                | k@d1.test
            a_b@under_score.test     | a_b@under_score.test
            """)
    void addressShouldHaveOneNormalFormWhateverItsSpelling(String text, String normal) {
        assertThat(EmailAddress.parse(text).map(EmailAddress::toString)).contains(normal);
    }

    /** What a mail program shows and looks up as d1.test or as straße.test is that domain. */
    @ParameterizedTest
    @CsvSource({
        "d1\u2024test, d1.test",
        "d1\uff0etest, d1.test",
        "\uff241.test, d1.test",
        "d1.te\u00adst, d1.test",
        "d1.test.\u00ad, d1.test",
        "d1.\u200btest, d1.test",
        "\uff53tra\u00dfe.test, xn--strae-oqa.test",
        "stra\u00ad\u00dfe.test, xn--strae-oqa.test",
        "STRA\u1e9eE.test, xn--strae-oqa.test"
    })
    void domainShouldBeReadAsUts46MapsIt(String spelling, String domain) {
        assertThat(MailDomain.parse(spelling).map(MailDomain::name)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test\uff20d1.test", "d1\u00a0.test", "d1.test\uff1a25", "\uff08x\uff09d1.test"})
    void domainShouldBeNoneWhenItsMappingHoldsASpecialCharacter(String spelling) {
        assertThat(MailDomain.parse(spelling)).isEmpty();
    }

    @Test
    void addressShouldBeTheSameWhenItsAccentsAreCombiningCharacters() {
        assertThat(EmailAddress.parse("ju\u0308rgen@bu\u0308cher.test"))
                .isEqualTo(EmailAddress.parse("j\u00fcrgen@b\u00fccher.test"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@d1.test",
                "alice@",
                "alice@.",
                "alice@d1.test..",
                "alice@d1 .test",
                "alice@d1.test ",
                "alice@d1.test(x)",
                "alice@\"d1.test\"",
                "\"\"@d1.test",
                "\"\\\"alice\\\"\"@d1.test",
                "\"\"alice\"\"@d1.test",
                "a\r\nb@d1.test",
                "a\0@d1.test",
                "a\tb@d1.test",
                "\"a\tb\"@d1.test",
                "a\u001b[31m@d1.test",
                "a\u0085@d1.test",
                "a@d1\u0085.test",
                "a@b:c",
                "@"
            })
    void textShouldBeNoAddressWhenAPartIsMissingOrStrange(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"al\udc80ice@d1.test", "alice\ud83d@d1.test", "alice@d\udcff1.test"})
    void textShouldBeNoAddressWhenItsBytesWereNoUtf8(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void addressShouldKeepCharactersOutsideTheBasicPlane() {
        assertThat(EmailAddress.parse("\ud83d\ude00@d1.test").map(EmailAddress::localPart))
                .contains("\ud83d\ude00");
    }

    /** What is taken once is taken again as it is written out. */
    @Test
    void textShouldBeNoAddressWhenItsNormalFormIsTooLong() {
        String domain = "\u03cc\u03bb.".repeat(300) + "test";

        assertThat(domain.length()).isLessThan(DomainNames.MAX_LENGTH);
        assertThat(EmailAddress.parse("a@" + domain)).isEmpty();
        assertThat(EmailAddress.parse("\u0130".repeat(LocalParts.MAX_LOCAL_PART - 1) + "@d1.test"))
                .isEmpty();
    }

    @Test
    void textShouldBeNoAddressWhenItIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(2049) + "@d1.test")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "d".repeat(1025))).isEmpty();
    }

    @Test
    void domainShouldKeepItsLowerCaseFormWhenIdnaCannotConvertIt() {
        String label = "ü".repeat(80);

        assertThat(MailDomain.parse(label.toUpperCase(java.util.Locale.ROOT) + ".test"))
                .isEqualTo(MailDomain.parse(label + ".test"))
                .isPresent();
    }

    @Test
    void domainShouldBeReadableWhenItHasUnicodeLabels() {
        assertThat(MailDomain.parse("xn--bcher-kva.test").map(MailDomain::toUnicode))
                .contains("bücher.test");
    }
}
