package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final String ALICE = "dn: uid=alice,dc=test|uid: alice|mail: a@d1.test|mail: b@d1.test";

    private static long of(String lines) throws LDIFException {
        return Fingerprint.of(new Entry(lines.split("\\|")));
    }

    @Test
    void fingerprintShouldStayWhenAttributesComeInAnotherOrder() throws LDIFException {
        assertThat(of("dn: uid=alice,dc=test|mail: a@d1.test|mail: b@d1.test|uid: alice"))
                .isEqualTo(of(ALICE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dn: uid=al,dc=test|uid: alice|mail: a@d1.test|mail: b@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: a@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: b@d1.test|mail: a@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: a@d1.testb@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: a@d1.test|mall: b@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mall: a@d1.test|mall: b@d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: a@d1.testb|mail: @d1.test",
                "dn: uid=alice,dc=test|uid: alice|mail: a@d1.test|mail: b@d1.test|sn: x"
            })
    void fingerprintShouldBeAnotherWhenAnythingDiffers(String other) throws LDIFException {
        assertThat(of(other)).isNotEqualTo(of(ALICE));
    }

    @ParameterizedTest
    @CsvSource({"a b, true", "ab, false", "a, false", "a b c, false", "b a, false"})
    void fingerprintOfNamesShouldStandForThemInTheirOrder(String names, boolean same) {
        assertThat(Fingerprint.of(List.of(names.split(" "))) == Fingerprint.of(List.of("a", "b")))
                .isEqualTo(same);
    }
}
