package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ldap.LdapIdentityProviderFactory;

/** How the service says who it is to a real OpenLDAP, without a password: by the kernel's word, or not at all. */
@RealLdap
@Timeout(120)
class LdapIdentificationTest {

    private static final String PUBLIC = "ou=public," + Slapd.SUFFIX;

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.started();
        slapd.edit().add("dn: " + PUBLIC, "objectClass: organizationalUnit", "ou: public");
        slapd.edit()
                .add(
                        "dn: uid=heidi," + PUBLIC,
                        "objectClass: inetOrgPerson",
                        "uid: heidi",
                        "cn: Heidi",
                        "sn: H",
                        "mail: heidi@d1.test");
    }

    @AfterAll
    static void stop() {
        slapd.close();
    }

    private static IdentityProvider provider(String url, String base, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of("url", List.of(url), "base_dn", base));
        values.putAll(more);
        return new LdapIdentityProviderFactory().create(new ProviderConfig("ldap", Path.of("unused.db"), values));
    }

    private static AccountState state(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) answer).accounts().get(0).state();
    }

    @Test
    void serviceShouldReadEverythingAsTheUserOfItsProcessOnTheLocalSocket() {
        Map<String, Object> states = Map.of("send_allowed_attribute", "tnMailSendAllowed");
        try (IdentityProvider provider = provider(slapd.localUrl(), Slapd.PEOPLE, states)) {
            assertThat(state(provider.findByLogin("alice"))).isEqualTo(AccountState.ACTIVE);
            assertThat(state(provider.findByLogin("bob"))).isEqualTo(AccountState.SEND_BLOCKED);
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
            assertThat(provider.probe()).isEqualTo(Probe.passed());
        }
    }

    @Test
    void serviceShouldLogInByNameOnTheLocalSocketWhenItHasOne() {
        try (IdentityProvider provider = LdapProviders.of(slapd, Map.of("url", List.of(slapd.localUrl())))) {
            assertThat(state(provider.findByLogin("bob"))).isEqualTo(AccountState.SEND_BLOCKED);
        }
    }

    @Test
    void serviceShouldFindWhomEverybodyMayReadWithoutALogin() {
        for (String url : List.of(slapd.url(), slapd.localUrl())) {
            try (IdentityProvider provider = provider(url, PUBLIC, Map.of("bind_method", "anonymous"))) {
                assertThat(provider.findByAddress(
                                EmailAddress.parse("heidi@d1.test").orElseThrow()))
                        .isInstanceOf(LookupResult.Found.class);
                assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
            }
        }
    }

    /** Hidden people are not people who are not there. */
    @Test
    void peopleShouldBeUnavailableWhenTheyAreHiddenFromClientsWithoutALogin() {
        try (IdentityProvider provider = provider(slapd.url(), Slapd.PEOPLE, Map.of())) {
            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
            assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
        }
    }

    @Test
    void lookUpsShouldGoOnWhenTheServerIsStartedAnewBehindItsLocalSocket() {
        try (Slapd own = Slapd.started();
                IdentityProvider provider = provider(own.localUrl(), Slapd.PEOPLE, Map.of())) {
            assertThat(provider.findByLogin("alice").isFound()).isTrue();
            own.kill();
            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
            own.start();

            assertThat(provider.findByLogin("alice").isFound()).isTrue();
        }
    }

    @Test
    void lookUpShouldTimeOutWhenTheServerHangsBehindItsLocalSocket() {
        Map<String, Object> fast = Map.of(
                "response_timeout_seconds", Duration.ofSeconds(1), "call_timeout_seconds", Duration.ofSeconds(2));
        try (Slapd own = Slapd.started();
                IdentityProvider provider = provider(own.localUrl(), Slapd.PEOPLE, fast)) {
            assertThat(provider.findByLogin("alice").isFound()).isTrue();
            own.hang();
            assertThat(provider.findByLogin("bob")).isInstanceOf(LookupResult.Unavailable.class);
            assertThat(provider.findByLogin("bob").isUnclear()).isFalse();
            own.goOn();

            Awaitility.await().until(() -> provider.findByLogin("bob").isFound());
        }
    }

    @Test
    void changesShouldBeFollowedOverTheLocalSocket() {
        List<String> told = new CopyOnWriteArrayList<>();
        ChangeListener listener = new ChangeListener() {
            @Override
            public synchronized void everythingMayHaveChanged() {
                told.add("everything");
            }

            @Override
            public synchronized void feedLive() {
                told.add("live");
            }

            @Override
            public synchronized void accountChanged(AccountChange change) {
                told.add(change.now().map(Account::loginName).orElse("gone"));
            }
        };
        try (IdentityProvider provider = provider(slapd.localUrl(), Slapd.PEOPLE, Map.of("follow", true))) {
            provider.changes().orElseThrow().subscribe(listener);
            Awaitility.await().until(() -> told.contains("live"));
            slapd.edit().replace(LdapAdmin.dn("frank"), "mail", "frank.new@d1.test");

            Awaitility.await().until(() -> told.contains("frank"));
        }
    }

    @Test
    void examinationShouldSayAsWhomTheServiceAsks() {
        try (IdentityProvider provider = provider(slapd.localUrl(), Slapd.PEOPLE, Map.of())) {
            assertThat(LookupDiagnostics.unlessOwn(provider).diagnose(DiagnosticsRequest.ofProvider()))
                    .extracting(Diagnosis::finding)
                    .anySatisfy(finding -> assertThat(finding).contains("SASL EXTERNAL"));
        }
    }
}
