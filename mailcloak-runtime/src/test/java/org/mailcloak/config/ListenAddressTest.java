package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "/run/mailcloak/policy, /run/mailcloak/policy",
        "unix:/run/mailcloak/policy, /run/mailcloak/policy",
        "unix:private/policy, private/policy",
        "policy.sock, policy.sock",
        "./inet:a:1, ./inet:a:1"
    })
    void parseShouldReadAPath(String text, String path) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress.Unix(Path.of(path)));
    }

    @ParameterizedTest
    @CsvSource({
        "inet:127.0.0.1:10025, 127.0.0.1, 10025",
        "inet:localhost:1, localhost, 1",
        "inet:[::1]:65535, ::1, 65535"
    })
    void parseShouldReadHostAndPort(String text, String host, int port) {
        ListenAddress address = ListenAddress.parse(text);

        assertThat(address).isEqualTo(new ListenAddress.Inet(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inet:", "inet:host", "inet:host:", "inet::25", "inet:host:0", "inet:host:65536", "inet:host:99999",
                "inet:host:smtp", "inet:host:-1", "inet:::1:25", "inet:[]:25", "tcp:host:25", "INET:host:25",
                        "unix:tcp:a:1"
            })
    void parseShouldRefuseWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("expected ");
    }

    @ParameterizedTest
    @CsvSource({
        "9464, 127.0.0.1, 9464",
        "127.0.0.2:9464, 127.0.0.2, 9464",
        "inet:127.0.0.1:9464, 127.0.0.1, 9464",
        "[::1]:9464, ::1, 9464",
        "mx.example.com:1, mx.example.com, 1"
    })
    void parseHttpShouldReadAPortWithOrWithoutAHost(String text, String host, int port) {
        assertThat(ListenAddress.Inet.parseHttp(text)).isEqualTo(new ListenAddress.Inet(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "host:", ":9464", "::1:9464", "unix:/run/http", "", "[]:1"})
    void parseHttpShouldRefuseWhatIsNoPort(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.Inet.parseHttp(text))
                .withMessageContaining("expected ");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.255.0.9, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "::ffff:127.0.0.1, true",
        "localhost, true",
        "LocalHost, true",
        "0.0.0.0, false",
        "::, false",
        "128.0.0.1, false",
        "::2, false",
        "1::1, false",
        "localhost.example.com, false",
        "127.0.0.1.example.com, false"
    })
    void isLoopbackShouldTellWhetherOtherMachinesStayOut(String host, boolean loopback) {
        assertThat(new ListenAddress.Inet(host, 9464).isLoopback()).isEqualTo(loopback);
    }

    @Test
    void parseShouldTakeAPathOf106Octets() {
        String path = "/" + "é".repeat(52) + "x";

        assertThat(ListenAddress.parse(path)).isEqualTo(new ListenAddress.Unix(Path.of(path)));
    }

    @Test
    void parseShouldRefuseAPathOf107Octets() {
        String path = "/" + "é".repeat(53);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(path))
                .withMessageStartingWith("expected a socket path of 1 to 106 bytes, found 107: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:", "a\0b"})
    void parseShouldRefuseWhatIsNoPath(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
    }
}
