package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** What only a real OpenLDAP can show: its overlays, access rules and limits, and TLS. */
@RealLdap
@Timeout(120)
class LdapProviderTest {

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

    private static LookupResult find(String login, Map<String, Object> settings) {
        try (IdentityProvider provider = LdapProviders.of(slapd, settings)) {
            return provider.findByLogin(login);
        }
    }

    private static Account only(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertThat(((LookupResult.Found) answer).accounts()).hasSize(1);
        return ((LookupResult.Found) answer).accounts().get(0);
    }

    private static String reason(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Unavailable.class);
        return ((LookupResult.Unavailable) answer).reason();
    }

    @Nested
    class SitePeople {

        @ParameterizedTest
        @CsvSource({
            "alice, ACTIVE",
            "ALICE, ACTIVE",
            "bob, SEND_BLOCKED",
            "carol, DISABLED",
            "dave, DISABLED",
            "frank, ACTIVE",
        })
        void stateShouldBeWhatTheAttributesSay(String login, AccountState state) {
            assertThat(only(find(login, Map.of())).state()).isEqualTo(state);
        }

        @Test
        void accountShouldNotSendWhenItsLeaveIsAbsentAndMustBeThere() {
            assertThat(only(find("frank", Map.of("send_allowed_when_absent", false)))
                            .state())
                    .isEqualTo(AccountState.SEND_BLOCKED);
        }

        @ParameterizedTest
        @CsvSource({
            "alice@d1.test, [alice]",
            "Alice.A@D1.test, [alice]",
            "bob@d1.test, [bob]",
            "robert@d1.test, [bob]",
            "erin@d1.test, [erin]",
            "e.proxy@d1.test, [erin]",
            "sip.erin@d1.test, []",
            "shared@d1.test, '[alice, grace]'",
            "sales@d1.test, []",
        })
        void addressShouldHaveItsOwners(String address, String owners) {
            try (IdentityProvider provider = LdapProviders.of(slapd, Map.of("base_dn", Slapd.SUFFIX))) {
                Set<String> logins = new TreeSet<>();
                provider.findByAddress(EmailAddress.parse(address).orElseThrow())
                        .fold(
                                found -> found.stream()
                                        .map(Account::loginName)
                                        .map(logins::add)
                                        .toList(),
                                List::of,
                                why -> List.of(logins.add(why)));

                assertThat(logins).hasToString(owners);
            }
        }

        @Test
        void idShouldStayWhenTheAccountIsRenamed() {
            slapd.edit().addPerson("heidi");
            String before = only(find("heidi", Map.of())).id();
            slapd.edit().rename(LdapAdmin.dn("heidi"), "uid=adelheid");

            assertThat(find("heidi", Map.of())).isEqualTo(LookupResult.notFound());
            assertThat(only(find("adelheid", Map.of())).id()).isEqualTo(before);
        }

        @Test
        void sendingShouldBeBlockedWhenThePasswordPolicyLockedTheAccount() {
            slapd.edit().addPerson("ivan");
            assertThat(only(find("ivan", Map.of())).state()).isEqualTo(AccountState.ACTIVE);
            for (int i = 0; i < 3; i++) {
                assertThat(logsIn(LdapAdmin.dn("ivan"), "wrong")).isFalse();
            }

            assertThat(only(find("ivan", Map.of())).state()).isEqualTo(AccountState.SEND_BLOCKED);
            assertThat(only(find("ivan", Map.of("lock_attributes", List.of("none"))))
                            .state())
                    .isEqualTo(AccountState.ACTIVE);
        }

        private boolean logsIn(String dn, String password) {
            try (LDAPConnection connection = slapd.admin()) {
                connection.bind(dn, password);
                return true;
            } catch (LDAPException e) {
                return false;
            }
        }
    }

    @Nested
    class Security {

        private Map<String, Object> tls(String url) {
            return new HashMap<>(Map.of("url", List.of(url), "ca_file", slapd.authority()));
        }

        @Test
        void lookUpShouldBeAnsweredWhenAuthorityAndHostFit() {
            only(find("alice", tls(slapd.tlsUrl("localhost"))));
        }

        @Test
        void lookUpShouldBeAnsweredByStartTlsWhenAuthorityAndHostFit() {
            Map<String, Object> settings = tls(slapd.url("localhost"));
            settings.put("start_tls", true);

            only(find("alice", settings));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void lookUpShouldBeUnavailableWhenTheAuthorityIsUnknown(boolean startTls) {
            String url = startTls ? slapd.url("localhost") : slapd.tlsUrl("localhost");

            assertThat(reason(find("alice", Map.of("url", List.of(url), "start_tls", startTls))))
                    .contains("unable to find valid certification path")
                    .doesNotContain(Slapd.SERVICE_PASSWORD);
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void lookUpShouldBeUnavailableWhenTheCertificateIsForAnotherHost(boolean startTls) {
            try (Slapd other = Slapd.startedAs("DNS:ldap.d1.test")) {
                String url = startTls ? other.url("localhost") : other.tlsUrl("localhost");

                assertThat(reason(find(
                                "alice",
                                Map.of("url", List.of(url), "start_tls", startTls, "ca_file", other.authority()))))
                        .contains("localhost", "ldap.d1.test");
            }
        }
    }

    @Nested
    class Outages {

        @Test
        void lookUpsShouldBeAnsweredAtOnceWhenTheServerWasRestarted() {
            try (IdentityProvider provider = LdapProviders.of(slapd, Map.of())) {
                only(provider.findByLogin("alice"));
                slapd.kill();
                reason(provider.findByLogin("alice"));
                slapd.start();

                only(provider.findByLogin("alice"));
            }
        }

        @Test
        void lookUpShouldBeAnsweredWhenTheServerWasRestartedBetweenTwo() {
            try (IdentityProvider provider = LdapProviders.of(slapd, Map.of())) {
                only(provider.findByLogin("alice"));
                slapd.kill();
                slapd.start();

                only(provider.findByLogin("alice"));
            }
        }

        @Test
        void lookUpShouldBeUnavailableWhenTheServerHangs() {
            try (IdentityProvider provider = LdapProviders.of(slapd, Map.of())) {
                only(provider.findByLogin("alice"));
                slapd.hang();
                try {
                    reason(provider.findByLogin("alice"));
                } finally {
                    slapd.goOn();
                }
                only(provider.findByLogin("alice"));
            }
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void otherServerShouldAnswerWhenTheFirstHangsOrIsGone(boolean hangs) {
            try (Slapd first = Slapd.started();
                    IdentityProvider provider =
                            LdapProviders.of(slapd, Map.of("url", List.of(first.url(), slapd.url())))) {
                only(provider.findByLogin("alice"));
                if (hangs) {
                    first.hang();
                } else {
                    first.kill();
                }

                only(provider.findByLogin("alice"));
            }
        }
    }
}
