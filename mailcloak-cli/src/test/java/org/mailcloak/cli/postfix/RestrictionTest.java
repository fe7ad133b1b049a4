package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permit_mynetworks, reject | [permit_mynetworks, reject]",
                "permit_mynetworks reject | [permit_mynetworks, reject]",
                "check_policy_service unix:a, reject | [check_policy_service unix:a, reject]",
                "check_sender_access hash:/a reject_rbl_client b.example sleep 1"
                        + " | [check_sender_access hash:/a, reject_rbl_client b.example, sleep 1]",
                "hash:/etc/access, permit | [hash:/etc/access, permit]",
                "my_class, reject | [permit_sasl_authenticated, reject_unknown_sender_domain, reject]",
                "{check_policy_service{unix:a}} | [check_policy_service{unix:a}]",
                "'' | []",
            })
    void listShouldBeReadAsPostfixDoes(String list, String restrictions) {
        assertThat(Restriction.parse(
                        list, Map.of("my_class", "permit_sasl_authenticated reject_unknown_sender_domain")))
                .hasToString(restrictions);
    }

    @Test
    void policyServiceShouldHaveItsAddressAndSettingsWhenTheyStandInBraces() {
        Restriction restriction = Restriction.parse(
                        "check_policy_service { unix:mailcloak/policy, timeout = 10s, default_action=DUNNO }", Map.of())
                .get(0);

        assertThat(restriction.policyAddress()).isEqualTo("unix:mailcloak/policy");
        assertThat(restriction.policySetting("default_action")).isEqualTo("DUNNO");
        assertThat(restriction.policySetting("timeout")).isEqualTo("10s");
        assertThat(restriction.policySetting("policy_context")).isEmpty();
    }

    @Test
    void warnOnlyShouldHoldForTheNextRestrictionAlone() {
        assertThat(Restriction.parse("warn_if_reject check_policy_service unix:a, reject", Map.of()))
                .extracting(Restriction::warnOnly)
                .containsExactly(true, false);
    }

    @Test
    void classThatHoldsItselfShouldEnd() {
        assertThat(Restriction.parse("a", Map.of("a", "a, reject"))).isNotEmpty();
    }
}
