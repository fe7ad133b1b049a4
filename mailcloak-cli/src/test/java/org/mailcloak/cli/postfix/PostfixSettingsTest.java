package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostfixSettingsTest {

    private final PostfixSettings shipped = Recorded.of("shipped").settings();
    private final PostfixSettings debian = Recorded.of("debian").settings();

    @Test
    void servicesShouldHaveTheirProgramChrootAndOverrides() {
        assertThat(shipped.smtpServers())
                .extracting(PostfixService::path, PostfixService::chrooted, PostfixService::isSubmission)
                .containsExactly(
                        tuple("smtp/inet", true, false),
                        tuple("submission/inet", true, true),
                        tuple("submissions/inet", true, true));
        assertThat(shipped.smtpServers().get(1).overrides())
                .isEqualTo(Map.of(
                        "syslog_name", "postfix/submission",
                        "rewrite_service_name", "rewrite-smtpd",
                        "smtpd_tls_security_level", "encrypt",
                        "smtpd_sasl_auth_enable", "yes",
                        "smtpd_client_restrictions", "permit_sasl_authenticated,reject"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "mydestination | mx.example.org, example.org, localhost",
                "smtpd_relay_restrictions | permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination",
                "virtual_alias_domains | hash:/etc/postfix/virtual",
                "relay_domains | ''",
                "recipient_delimiter | ''",
            })
    void valueShouldHaveVariablesAndConditionsReplaced(String parameter, String value) {
        PostfixSettings settings = Recorded.of("debian")
                .with("virtual_alias_maps", "hash:/etc/postfix/virtual")
                .settings();

        assertThat(settings.value(parameter)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a $mine b | a own b",
                "$(mine)${mine} | ownown",
                "${mine?yes}${mine:no} | yes",
                "${nosuch?yes}${nosuch:no} | no",
                "${mine?{a $mine}} | a own",
                "$$mine | $mine",
                "$loop | $loop",
            })
    void valueOfAServiceShouldComeBeforeThatOfMainCf(String written, String value) {
        PostfixSettings settings = Recorded.of("debian")
                .with("mine", "main")
                .with("loop", "$loop")
                .with("smtpd_client_restrictions", written)
                .override("smtp/inet", "mine", "own")
                .settings();

        assertThat(settings.value(settings.smtpServers().get(0), "smtpd_client_restrictions"))
                .isEqualTo(value);
    }

    @Test
    void namedShouldBeWhatMainCfNames() {
        assertThat(shipped.isNamed("virtual_alias_domains")).isTrue();
        assertThat(debian.isNamed("virtual_alias_domains")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3.6, -, false", "0, -, true", "3.6, y, true", "0, n, false"})
    void chrootShouldBeTheDefaultOfTheCompatibilityLevelWhenNotGiven(String level, String column, boolean chrooted) {
        PostfixSettings settings = PostfixSettings.parse(
                "", "compatibility_level = " + level, "", "smtp inet n - " + column + " - - smtpd", "");

        assertThat(settings.services().get(0).chrooted()).isEqualTo(chrooted);
    }
}
