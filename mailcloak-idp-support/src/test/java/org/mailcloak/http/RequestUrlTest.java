package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.ProviderConfigException;

class RequestUrlTest {

    private static final RequestUrl BASE = RequestUrl.base(URI.create("https://sso.example/auth/"));

    @Test
    void urlShouldKeepBasePathWhenSegmentsFollow() {
        assertThat(BASE.path("admin", "realms").slash().toUri()).hasToString("https://sso.example/auth/admin/realms/");
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "a+b, a%2Bb",
        "a/b, a%2Fb",
        "a&b=c, a%26b%3Dc",
        "a?b#c, a%3Fb%23c",
        "%61, %2561",
        "\u00e9, %C3%A9",
        "\ud83d\ude00, %F0%9F%98%80",
        "a-b.c_d~e, a-b.c_d~e",
    })
    void partsShouldBeEncodedWhenTheyHoldAnythingSpecial(String text, String encoded) {
        assertThat(BASE.path(text).query("k", text).query("l", "").toUri())
                .hasToString("https://sso.example/auth/" + encoded + "?k=" + encoded + "&l=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "\ud83d"})
    void segmentShouldBeRefusedWhenItIsNone(String segment) {
        assertThatThrownBy(() -> BASE.path(segment)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valueShouldBeRefusedWhenItIsNoText() {
        assertThatThrownBy(() -> BASE.query("k", "\ude00")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://sso.example",
                "https:sso.example",
                "https:///auth",
                "https://user:pw@sso.example",
                "https://sso.example/?a=b",
                "https://sso.example/#a"
            })
    void baseShouldBeRefusedWhenItIsNotHostAndPath(String base) {
        assertThatThrownBy(() -> RequestUrl.base(URI.create(base)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("base_url: expected ")
                .hasMessageNotContaining("pw");
    }
}
