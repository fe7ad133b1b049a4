package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.Secret;

/** What the provider says of itself and of a real OpenLDAP. */
@RealLdap
@Timeout(120)
class LdapDoctorTest {

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private List<Diagnosis> examine(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("address_attributes", List.of("mail")));
        all.putAll(settings);
        try (IdentityProvider provider = LdapProviders.of(slapd, all)) {
            List<Diagnosis> found = LookupDiagnostics.unlessOwn(provider)
                    .diagnose(new DiagnosticsRequest(Optional.of("alice"), EmailAddress.parse("alice@d1.test")));
            assertThat(found.toString()).doesNotContain(Slapd.SERVICE_PASSWORD, Slapd.LIMITED_PASSWORD);
            return found;
        }
    }

    private Diagnosis examined(String subject, Map<String, Object> settings) {
        List<Diagnosis> all = examine(settings);
        return all.stream()
                .filter(diagnosis -> diagnosis.subject().startsWith(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(subject + " is not in " + all));
    }

    private Map<String, Object> limited() {
        return Map.of("bind_dn", Slapd.LIMITED_DN, "bind_password", new Secret(Slapd.LIMITED_PASSWORD));
    }

    @Test
    void encryptionShouldBeToldWhenThereIsOne() {
        Map<String, Object> settings = Map.of("url", List.of(slapd.tlsUrl("localhost")), "ca_file", slapd.authority());

        assertThat(examined("server", settings).finding()).contains("TLSv1.3");
    }

    @Test
    void sizeLimitShouldBeToldWhenItIsBelowTheNumberOfPeople() {
        Diagnosis people = examined("people", limited());

        assertThat(people.status()).isEqualTo(Status.WARNING);
        assertThat(people.finding()).contains("shows only 5 of them");
        assertThat(people.remedy()).contains("size=unlimited");
    }

    @Test
    void stateShouldBeWarnedOfWhenAnAccessRuleHidesIt() {
        Diagnosis state = examined("attribute tnMailSendAllowed", limited());

        assertThat(state.status()).isEqualTo(Status.WARNING);
        assertThat(state.remedy()).contains("right to read it");
    }

    @Test
    void attributeShouldBeRefusedWhenTheSchemaDoesNotKnowIt() {
        Diagnosis state = examined("attribute tnMailSendAlowed", Map.of("send_allowed_attribute", "tnMailSendAlowed"));

        assertThat(state.status()).isEqualTo(Status.FAILED);
        assertThat(state.finding()).contains("schema has no such attribute");
    }

    @Test
    void baseShouldBeNamedWhenItIsHiddenOrAbsent() {
        assertThat(examined("base_dn", Map.of("base_dn", "ou=nowhere," + Slapd.SUFFIX))
                        .status())
                .isEqualTo(Status.FAILED);
        Diagnosis hidden =
                examined("base_dn", Map.of("bind_dn", LdapAdmin.dn("alice"), "bind_password", new Secret("alice-pw")));
        assertThat(hidden.status()).isEqualTo(Status.FAILED);
        assertThat(hidden.finding()).contains("hides it from bind_dn");
    }

    @Test
    void everythingShouldBeWellWhenItIs() {
        assertThat(examine(Map.of()))
                .hasSizeGreaterThan(8)
                .allSatisfy(diagnosis -> assertThat(diagnosis.status()).isEqualTo(Status.OK));
    }
}
