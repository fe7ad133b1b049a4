package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReaderTest {

    private static final LocalDomains LOCAL = new LocalDomains() {
        private final Set<String> names = Set.of("d1.test", "d2.test");

        @Override
        public boolean contains(MailDomain domain) {
            return names.contains(domain.name());
        }

        @Override
        public Optional<MailDomain> origin() {
            return MailDomain.parse("d1.test");
        }
    };

    private final AddressReader reader = new AddressReader("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            alice@d1.test                    | alice@d1.test
            ALICE@D1.TEST.                   | alice@d1.test
            alice                            | alice@d1.test
            d1.test!alice                    | alice@d1.test
            D1.TEST.!alice                   | alice@d1.test
            alice%d1.test                    | alice@d1.test
            alice+x%y.                       | alice+x%y.@d1.test, alice+x@y
            alice%d1.test.                   | alice%d1.test.@d1.test, alice@d1.test
            x!alice%d2.test.                 | x!alice%d2.test.@d1.test, x!alice@d2.test, alice@x
            alice%[192.0.2.1]                | alice%[192.0.2.1]@d1.test, alice@[192.0.2.1]
            two words                        | two words@d1.test
            d2.test!d1.test!alice            | d1.test!alice@d2.test, alice@d1.test
            alice%d1.test%d2.test            | alice%d1.test@d2.test, alice@d1.test
            alice%d1.test@d2.test            | alice%d1.test@d2.test, alice@d1.test
            d1.test!alice@d2.test            | d1.test!alice@d2.test, alice@d1.test
            victim@far.example@d1.test       | victim@far.example@d1.test, victim@far.example
            victim%far.example@d1.test       | victim%far.example@d1.test, victim@far.example
            far.example!victim@d1.test       | far.example!victim@d1.test, victim@far.example
            alice%d1.test@far.example        | alice%d1.test@far.example
            far.example!alice                | alice@far.example
            @d2.test,@x.example:alice@d1.test| alice@d1.test
            """)
    void spellingShouldHaveTheReadingsThatPostfixMayGiveIt(String text, String readings) {
        AddressInterpretations spelling = reader.read(text, LOCAL);

        assertThat(spelling.understood()).isTrue();
        assertThat(spelling.readings().stream().map(EmailAddress::toString).collect(Collectors.joining(", ")))
                .isEqualTo(readings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@d1.test..",
                "alice@d1.test ",
                "alice@d1. test",
                "alice@d1.test(comment)",
                "alice@(a(b)c)d1.test",
                "alice@\"d1.test\"",
                "@d1.test",
                "a!b!c@d1.test..",
                "\"alice\"",
                "\"alice\"@d1.test",
                "x!alice(c)",
                "x!alice .",
                "@a:",
                "@[IPv6:::1]:alice@far.example",
                "@\"a:b\":alice@far.example",
                "@a:@b:alice",
                "alice%",
                "alice@",
                "alice@d1.test@",
                "d1.test!",
                "%d1.test"
            })
    void spellingShouldStillNameItsLocalDomainWhenItIsNoAddress(String text) {
        AddressInterpretations spelling = reader.read(text, LOCAL);

        assertThat(spelling.names(LOCAL::contains)).isTrue();
        assertThat(spelling.all(address -> true)).isFalse();
    }

    @Test
    void spellingShouldEqualNothingWhenItHasTooManyHops() {
        AddressInterpretations spelling = reader.read("alice" + "%d1.test".repeat(100), LOCAL);

        assertThat(spelling.understood()).isFalse();
        assertThat(spelling.names(LOCAL::contains)).isTrue();
    }

    /** A sender goes on its way as it is, save that Postfix completes it; a recipient is resolved. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice%d1.test@far.example",
                "alice@d2.test@localhost",
                "d1.test!alice@mx.example",
                "\"x\"%y%d1.test%@far.example"
            })
    void foreignSpellingShouldNameTheDomainItIsRoutedToAsARecipientAlone(String text) {
        assertThat(reader.read(text, LOCAL).names(LOCAL::contains)).isFalse();

        AddressInterpretations recipient = reader.readRecipient(text, LOCAL);
        assertThat(recipient.names(LOCAL::contains)).isTrue();
        assertThat(recipient.understood()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice+x%d1.test@d2.test", "alice@d1.test@d1.test", "d2.test!alice%d1.test"})
    void recipientShouldBeNoAddressWhenPostfixReadsItOnAtALocalDomain(String text) {
        assertThat(reader.readRecipient(text, LOCAL).understood()).isFalse();
        assertThat(reader.read(text, LOCAL).understood()).isTrue();
    }

    @Test
    void recipientShouldBeFollowedFromOneForeignDomainToTheNext() {
        AddressInterpretations recipient = reader.readRecipient("victim%far.example@other.example", LOCAL);

        assertThat(recipient.understood()).isTrue();
        assertThat(recipient.readings()).extracting(EmailAddress::toString).endsWith("victim@far.example");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x34f, 0x61c, 0x115f, 0x17b4, 0x180e, 0x180f, 0x200b, 0x200c, 0x200d, 0x202e, 0x2060, 0x2064,
                0x2065, 0x206f, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfff9, 0x1bca0, 0x1d173, 0xe0000, 0xe0100,
                0xe01ef, 0xe0fff
            })
    void domainShouldBeNamedByWhatCanBeSeenOfIt(int invisible) {
        String hidden = Character.toString(invisible);

        for (String domain : List.of(
                "d1.te" + hidden + "st", hidden + "d1.test", "d1.test" + hidden, "d1" + hidden.repeat(600) + ".test")) {
            assertThat(reader.read("alice@" + domain, LOCAL).names(LOCAL::contains))
                    .as(domain)
                    .isTrue();
            assertThat(reader.read("alice%" + domain, LOCAL).names(LOCAL::contains))
                    .as(domain)
                    .isTrue();
        }
    }

    @Test
    void nameWithAJoinerShouldBeADomainOfItsOwnAllTheSame() {
        AddressInterpretations spelling = reader.read("alice@d1.te\u200dst", LOCAL);

        assertThat(spelling.understood()).isTrue();
        assertThat(spelling.all(address -> LOCAL.contains(address.domain()))).isFalse();
    }

    @Test
    void unqualifiedNameShouldBeNoAddressWhenThereIsNoOrigin() {
        LocalDomains none = new LocalDomains() {
            @Override
            public boolean contains(MailDomain domain) {
                return false;
            }

            @Override
            public Optional<MailDomain> origin() {
                return Optional.empty();
            }
        };

        AddressInterpretations spelling = reader.read("alice", none);

        assertThat(spelling.readings()).isEmpty();
        assertThat(spelling.lacksOrigin()).isTrue();
        assertThat(spelling.names(domain -> false)).as("it may be any domain").isTrue();
        assertThat(reader.read("alice@d1.test", none).lacksOrigin()).isFalse();
    }

    @Nested
    class Extensions {

        @ParameterizedTest
        @CsvSource({
            "+, user+ext@d1.test, user@d1.test, +ext",
            "+, user+a+b@d1.test, user@d1.test, +a+b",
            "+-, user-a+b@d1.test, user@d1.test, -a+b",
            "+-, ++x@d1.test, +@d1.test, +x"
        })
        void addressShouldLoseItsExtensionAtTheFirstDelimiter(
                String delimiters, String text, String bare, String extension) {
            AddressReader splitting = new AddressReader(delimiters);
            EmailAddress address = EmailAddress.parse(text).orElseThrow();

            assertThat(splitting.withoutExtension(address)).isEqualTo(EmailAddress.parse(bare));
            assertThat(splitting.extension(address)).isEqualTo(extension);
        }

        @ParameterizedTest
        @CsvSource({
            "'', user+ext@d1.test",
            "+, user@d1.test",
            "+, +ext@d1.test",
            "+, mailer-daemon@d1.test",
            "-, double-bounce@d1.test",
            "-, owner-list@d1.test",
            "-, list-request@d1.test",
            "+, '\"alice\"+x@d1.test'"
        })
        void addressShouldStayWholeWhenItHasNoExtension(String delimiters, String text) {
            AddressReader splitting = new AddressReader(delimiters);
            EmailAddress address = EmailAddress.parse(text).orElseThrow();

            assertThat(splitting.withoutExtension(address)).isEmpty();
            assertThat(splitting.extension(address)).isEmpty();
        }
    }
}
