package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;

/** However an address is routed, quoted or ornamented: a spelling that names a domain of ours never hides it. */
class AddressReaderFuzzTest {
    private static final MailDomain OURS = MailDomain.parse("d1.test").orElseThrow();
    private static final MailDomain ALSO_OURS = MailDomain.parse("d2.test").orElseThrow();

    private static final LocalDomains LOCAL = new LocalDomains() {
        @Override
        public boolean contains(MailDomain domain) {
            return domain.equals(OURS) || domain.equals(ALSO_OURS);
        }

        @Override
        public Optional<MailDomain> origin() {
            return Optional.of(OURS);
        }
    };

    private final AddressReader reader = new AddressReader("+-");

    @DictionaryEntries({
        "@d1.test",
        "d1.test!",
        "%d1.test",
        "@d2.test",
        "@evil.test",
        "evil.test!",
        "@a,@b:",
        "\\\"",
        "owner-"
    })
    @FuzzTest
    void readerShouldFindTheLocalDomainWhateverStandsAroundIt(byte[] bytes) {
        String text = FuzzText.of(bytes);

        for (String domain : List.of("d1.test", "D1.Test.", " d1.test ", "(x)d1.test", "\"d1.test\"", "d1.test@")) {
            checkNamed(text + '@' + domain);
        }
        if (text.indexOf('@') < 0) {
            checkNamed("d1.test!" + text);
            if (text.indexOf('!') < 0) {
                checkNamed(text + "%d1.test");
                checkNamed(text + "%d1.test@d2.test");
            }
            checkNamed("d1.test!" + text + "@d2.test");
        }
    }

    @DictionaryEntries({
        "@d1.test",
        "d1.test!",
        "%d1.test",
        "@d2.test",
        "@evil.test",
        "evil.test!",
        "@a,@b:",
        "\\\"",
        "owner-"
    })
    @FuzzTest
    void readingsShouldBeAddressesInNormalForm(byte[] bytes) {
        String text = FuzzText.of(bytes);
        if (text.isEmpty()) {
            return;
        }
        AddressInterpretations spelling = reader.read(text, LOCAL);

        assertThat(spelling.readings().isEmpty() && spelling.understood()).isFalse();
        for (EmailAddress reading : spelling.readings()) {
            assertThat(spelling.domains()).contains(reading.domain());
            checkExtension(reading);
        }
        Optional<EmailAddress> plain = EmailAddress.parse(text);
        if (plain.isPresent() && text.charAt(0) != '@' && text.length() <= 2_048) {
            assertThat(spelling.readings()).startsWith(plain.get());
        }
    }

    private void checkExtension(EmailAddress address) {
        String extension = reader.extension(address);
        Optional<EmailAddress> without = reader.withoutExtension(address);
        assertThat(without.isPresent()).isEqualTo(!extension.isEmpty());
        without.ifPresent(base -> {
            assertThat(base.localPart() + extension).isEqualTo(address.localPart());
            assertThat(EmailAddress.parse(base.toString())).contains(base);
        });
    }

    private void checkNamed(String text) {
        AddressInterpretations spelling = reader.read(text, LOCAL);
        assertThat(spelling.names(LOCAL::contains)).as(text).isTrue();
        if (text.contains("%d1.test@d2.test") || text.startsWith("d1.test!")) {
            assertThat(spelling.names(OURS::equals) || !spelling.understood())
                    .as(text)
                    .isTrue();
        }
    }
}
