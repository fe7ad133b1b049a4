package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.FailureMode;
import org.mailcloak.decision.site.SiteRules;

class NetworkRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "192.0.2.0/24, ::ffff:c000:207, true",
        "192.0.2.0/24, ::192.0.2.7, false",
        "192.0.2.0/24, 2001:db8::1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::ffff:192.0.2.0/120, 192.0.2.9, true",
        "::ffff:192.0.2.9, 192.0.2.9, true",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "::/0, ::ffff:192.0.2.1, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:DB8::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
        "2001:db8:0:0:8000::/65, 2001:db8::7fff:0:0:1, false",
        "[::1]/128, ::1, true",
        "[::1], 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%eth0, true"
    })
    void containsShouldCompareTheNetworkPart(String range, String address, boolean expected) {
        assertThat(NetworkRange.parse(range).contains(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "localhost",
                "192.0.2",
                "192.0.2.1.1",
                "192.0.2.",
                ".192.0.2.1",
                "192.0.2.256",
                "192.0.2.01",
                "1.2.3.4 ",
                "+1.2.3.4",
                "99999999999.0.0.1",
                ":",
                ":::",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::12345",
                "::g",
                "::1.2.3",
                "1::2:3:4:5:6:7:8",
                "::1/128",
                "٣.0.0.1"
            })
    void containsShouldBeFalseWhenTheTextIsNoAddress(String address) {
        assertThat(NetworkRange.parse("0.0.0.0/0").contains(address)).isFalse();
        assertThat(NetworkRange.parse("::/0").contains(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.0/24/24",
                "::/129",
                "::ffff:192.0.2.0/24",
                "192.0.2.0/255.255.255.0",
                "[192.0.2.1]/32",
                "fe80::1%eth0",
                "192.0.2.0/9999999999"
            })
    void parseShouldRefuseWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkRange.parse(text))
                .withMessage("expected a network such as 192.0.2.0/24 or 2001:db8::/32, found `" + text + "`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1/24",
                "10.0.0.1/0",
                "2001:db8::1/64",
                "2001:db8::1:0:0:0/64",
                "2001:db8:1::/32",
                "8000::/0"
            })
    void parseShouldRefuseBitsBehindThePrefix(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkRange.parse(text))
                .withMessageStartingWith("expected no bits behind the prefix, found `" + text + "`");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "192.0.2.1, 192.0.2.1/32",
        "::ffff:192.0.2.0/120, 192.0.2.0/24",
        "2001:db8::/32, 2001:db8:0:0:0:0:0:0/32",
        "::1, 0:0:0:0:0:0:0:1/128"
    })
    void rangesShouldBeEqualWhenTheyHoldTheSameAddresses(String text, String written) {
        NetworkRange range = NetworkRange.parse(text);

        assertThat(range).hasToString(written).isEqualTo(NetworkRange.parse(written));
        assertThat(range).hasSameHashCodeAs(NetworkRange.parse(written));
    }

    @Test
    void policyShouldTrustAClientWhenAnyNetworkHoldsIt() {
        PolicySection policy = new PolicySection(
                Optional.empty(),
                FailureMode.TEMPFAIL,
                PolicySection.NullSender.REJECT,
                false,
                "",
                1000,
                Optional.empty(),
                List.of(NetworkRange.parse("127.0.0.0/8"), NetworkRange.parse("::1")),
                false,
                SiteRules.defaults());

        assertThat(policy.trusts("127.0.0.1")).isTrue();
        assertThat(policy.trusts("::1")).isTrue();
        assertThat(policy.trusts("192.0.2.1")).isFalse();
        assertThat(policy.trusts("unknown")).isFalse();
    }
}
