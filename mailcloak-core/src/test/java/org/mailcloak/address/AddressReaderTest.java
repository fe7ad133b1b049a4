package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

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
            "alice"                          | alice@d1.test
            alice@                           | alice@d1.test
            d1.test!alice                    | alice@d1.test
            D1.TEST.!alice                   | alice@d1.test
            alice%d1.test                    | alice@d1.test
            alice%d1.test.                   | alice@d1.test
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
        Spelling spelling = reader.read(text, LOCAL);

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
                "d1.test!",
                "%d1.test"
            })
    void spellingShouldStillNameItsLocalDomainWhenItIsNoAddress(String text) {
        Spelling spelling = reader.read(text, LOCAL);

        assertThat(spelling.names(LOCAL::contains)).isTrue();
        assertThat(spelling.all(address -> true)).isFalse();
    }

    @Test
    void spellingShouldEqualNothingWhenItHasTooManyHops() {
        Spelling spelling = reader.read("alice" + "%d1.test".repeat(100), LOCAL);

        assertThat(spelling.understood()).isFalse();
        assertThat(spelling.names(LOCAL::contains)).isTrue();
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

        assertThat(reader.read("alice", none).readings()).isEmpty();
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
