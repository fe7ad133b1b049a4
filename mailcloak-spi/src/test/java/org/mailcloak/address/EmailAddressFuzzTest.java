package org.mailcloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.text.Normalizer;
import java.util.Optional;

/** Every text is one address or none, and all spellings of an address are that address. */
class EmailAddressFuzzTest {

    @DictionaryEntries({
        "@",
        "\\\"",
        "\\\\",
        "xn--",
        "xn--bcher-kva",
        "@d1.test",
        ".",
        "[",
        ":",
        "\\xC3\\x9F",
        "\\xCC\\x88"
    })
    @FuzzTest
    void addressShouldHaveOneNormalFormWhateverItsSpelling(byte[] bytes) {
        String text = FuzzText.of(bytes);
        Optional<EmailAddress> address = EmailAddress.parse(text);

        assertThat(EmailAddress.parse(upperCase(text))).isEqualTo(address);
        address.ifPresent(EmailAddressFuzzTest::checkNormalForm);
        if (address.isPresent() && isShort(text)) {
            assertThat(EmailAddress.parse(Normalizer.normalize(text, Normalizer.Form.NFD)))
                    .isEqualTo(address);
        }
    }

    @DictionaryEntries({
        "xn--",
        "bcher-kva",
        ".",
        "[",
        "]",
        "\\xC3\\x9F",
        "\\xE2\\x80\\x8D",
        "\\xCC\\x88",
        "\\xEF\\xBD\\xA1"
    })
    @FuzzTest
    void domainShouldHaveOneNormalFormWhateverItsSpelling(byte[] bytes) {
        String text = FuzzText.of(bytes);
        Optional<MailDomain> domain = MailDomain.parse(text);

        assertThat(MailDomain.parse(upperCase(text))).isEqualTo(domain);
        domain.ifPresent(name -> {
            if (isShort(name.name())) {
                assertThat(MailDomain.parse(name.name())).contains(name);
                assertThat(MailDomain.parse(name.name() + '.')).contains(name);
                assertThat(name.toUnicode()).isNotEmpty();
            }
        });
    }

    private static void checkNormalForm(EmailAddress address) {
        String domain = address.domain().name();
        if (!isShort(address.toString())) {
            return;
        }
        String quoted = '"' + address.localPart().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        assertThat(EmailAddress.parse(address.toString())).contains(address);
        assertThat(EmailAddress.parse(quoted + '@' + domain)).contains(address);
        assertThat(EmailAddress.parse(address + ".")).contains(address);
        assertThat(address.localPart()).doesNotContain("\0", "\r", "\n");
        assertThat(domain).doesNotContain("@", "\"", " ", "\t", "\0", "\r", "\n");
    }

    /** The lengths have limits, which a longer spelling of the same address may pass. */
    private static boolean isShort(String text) {
        return text.length() <= DomainNames.MAX_LENGTH / 4;
    }

    /** Of ASCII alone: other letters may have more than one in upper case. */
    private static String upperCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
        return out.toString();
    }
}
