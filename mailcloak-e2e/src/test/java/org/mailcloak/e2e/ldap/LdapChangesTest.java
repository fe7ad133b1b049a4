package org.mailcloak.e2e.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.LdapProviders;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Relay;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.e2e.slapd.ToldChanges;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Secret;

/** What the provider tells the host of changes in a real OpenLDAP. */
@RealLdap
@Timeout(120)
class LdapChangesTest {

    private final Slapd slapd = Slapd.started();
    private ToldChanges told;
    private IdentityProvider provider;

    @BeforeEach
    void follow() {
        provider = followed(Map.of());
        told.await("live");
        told.forget();
    }

    private IdentityProvider followed(Map<String, Object> settings) {
        IdentityProvider made = LdapProviders.of(slapd, settings);
        told = new ToldChanges();
        made.changes().ifPresent(feed -> feed.subscribe(told));
        return made;
    }

    private void followAnew(Map<String, Object> settings) {
        provider.close();
        provider = followed(settings);
    }

    @AfterEach
    void stop() {
        provider.close();
        slapd.close();
    }

    /** The next change that is told: everything before it has been told by then. */
    private void awaitMark() {
        slapd.edit().replace(LdapAdmin.dn("grace"), "tnAccountStatus", "disabled");
        told.await("grace DISABLED");
    }

    @Nested
    class SitePeople {

        @Test
        void stateShouldBeToldWhenItChanges() {
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "FALSE");
            told.await("alice SEND_BLOCKED");
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "TRUE");
            told.await("alice ACTIVE");

            assertThat(told.all()).containsExactly("alice SEND_BLOCKED", "alice ACTIVE");
        }

        @Test
        void lookUpShouldAnswerByTheChangeWhenItIsTold() {
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnAccountStatus", "offboarded");
            told.await("alice DISABLED");

            assertThat(((LookupResult.Found) provider.findByLogin("alice"))
                            .accounts()
                            .get(0)
                            .state())
                    .isEqualTo(AccountState.DISABLED);
        }

        @Test
        void comingAndGoingShouldBeToldWithTheIdThatLookUpsTell() {
            slapd.edit().addPerson("heidi");
            told.await("heidi ACTIVE");
            slapd.edit().delete(LdapAdmin.dn("heidi"));
            told.await("gone");

            assertThat(told.all()).containsExactly("heidi ACTIVE", "gone");
        }

        @Test
        void nothingShouldBeToldOfWhoIsThereWhenTheFeedBegins() {
            followAnew(Map.of());
            told.await("live");

            assertThat(told.all()).containsExactly("live");
        }

        @Test
        void nothingShouldBeToldWhenWhatChangesIsNeverRead() {
            slapd.edit().replace(LdapAdmin.dn("alice"), "description", "has a new desk");
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "TRUE");
            awaitMark();

            assertThat(told.all()).containsExactly("grace DISABLED");
        }

        @Test
        void lockShouldBeToldWhenThePasswordPolicyLocksTheAccount() {
            for (int i = 0; i < 3; i++) {
                assertThat(logsIn(LdapAdmin.dn("frank"), "wrong")).isFalse();
            }

            told.await("frank SEND_BLOCKED");
        }

        private boolean logsIn(String dn, String password) {
            try (LDAPConnection connection = slapd.admin()) {
                connection.bind(dn, password);
                return true;
            } catch (LDAPException e) {
                return false;
            }
        }

        @Test
        void everythingShouldBeToldWhenSomebodyGetsASecondName() {
            followAnew(Map.of("login_attribute", List.of("uid", "mailAlternateAddress")));
            told.await("live");
            slapd.edit().replace(LdapAdmin.dn("alice"), "mailAlternateAddress", "bob");

            told.await("everything");
        }
    }

    @Nested
    class Groups {

        @Test
        void onlyGroupsShouldBeToldWhenAMemberJoins() {
            followAnew(Map.of("group_base_dn", Slapd.GROUPS, "group_address_attribute", "mail"));
            told.await("live");
            told.forget();
            slapd.edit().addValue("cn=sales," + Slapd.GROUPS, "member", LdapAdmin.dn("grace"));
            told.await("groups");
            slapd.edit().replace("cn=sales," + Slapd.GROUPS, "mail", "vendors@d1.test");
            told.await("both", all -> all.all().size() > 1);

            assertThat(told.all()).containsExactly("groups", "groups");
        }

        @Test
        void groupsShouldBeToldOnceWhenTheyChangedMeanwhile() {
            followAnew(Map.of("group_base_dn", Slapd.GROUPS, "group_address_attribute", "mail"));
            told.await("live");
            told.forget();
            slapd.changeUnseen(admin -> {
                admin.addValue("cn=sales," + Slapd.GROUPS, "member", LdapAdmin.dn("grace"));
                admin.delete("cn=support," + Slapd.GROUPS);
            });
            told.await("live");

            assertThat(told.all()).containsExactly("broken", "groups", "live");
        }

        @Test
        void nothingShouldBeToldOfGroupsWhenTheyAreNotAskedFor() {
            slapd.edit().addValue("cn=sales," + Slapd.GROUPS, "member", LdapAdmin.dn("grace"));
            awaitMark();

            assertThat(told.all()).containsExactly("grace DISABLED");
        }
    }

    @Nested
    class Encryption {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void feedShouldBeLiveWhenTheConnectionIsEncrypted(boolean startTls) {
            String url = startTls ? slapd.url("localhost") : slapd.tlsUrl("localhost");
            followAnew(Map.of("url", List.of(url), "start_tls", startTls, "ca_file", slapd.authority()));
            told.await("live");
            told.forget();
            awaitMark();

            assertThat(told.all()).containsExactly("grace DISABLED");
        }
    }

    @Nested
    class Breaks {

        @Test
        void breakAndReturnShouldBeToldOnceEach() {
            slapd.terminate();
            told.await("broken");
            slapd.start();
            told.await("live");

            assertThat(told.all()).containsExactly("broken", "live");
            assertThat(told.reasons()).singleElement().asString().doesNotContain(Slapd.SERVICE_PASSWORD);
        }

        @Test
        void whatHappenedMeanwhileShouldBeToldBeforeTheFeedIsLiveAgain() {
            slapd.changeUnseen(admin -> {
                admin.addPerson("heidi");
                admin.delete(LdapAdmin.dn("frank"));
                admin.replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "FALSE");
            });
            told.await("live");

            List<String> all = told.all();
            assertThat(all.subList(0, all.indexOf("live")))
                    .containsExactlyInAnyOrder("broken", "heidi ACTIVE", "alice SEND_BLOCKED", "gone");
        }

        /** Only on the second server alice is blocked. */
        private void followFirst(Relay first, Slapd second) {
            followAnew(Map.of("url", List.of("ldap://127.0.0.1:" + first.port(), second.url())));
            told.await("live");
            told.forget();
            second.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "FALSE");
        }

        @Test
        void feedShouldBreakWhenLookUpsAreAnsweredByAnotherServer() {
            try (Slapd second = Slapd.started();
                    Relay first = new Relay(slapd.port())) {
                followFirst(first, second);
                assertThat(state("alice")).isEqualTo(AccountState.ACTIVE);

                first.cut();
                assertThat(state("alice")).isEqualTo(AccountState.SEND_BLOCKED);
                assertThat(told.all()).startsWith("broken");
                told.await("live");
                first.mend();

                assertThat(told.all()).contains("alice SEND_BLOCKED");
                assertThat(state("alice")).isEqualTo(AccountState.SEND_BLOCKED);
            }
        }

        /** The feed itself has not broken then. */
        @Test
        void feedShouldBeToldBrokenBeforeALookUpIsAnsweredByAnotherServer() {
            try (Slapd second = Slapd.started();
                    Relay first = new Relay(slapd.port())) {
                followFirst(first, second);

                first.refuse();

                assertThat(state("alice")).isEqualTo(AccountState.SEND_BLOCKED);
                assertThat(told.all()).startsWith("broken");
                assertThat(told.reasons()).singleElement().asString().startsWith("look-ups do not reach the server");
            }
        }

        private AccountState state(String login) {
            return ((LookupResult.Found) provider.findByLogin(login))
                    .accounts()
                    .get(0)
                    .state();
        }

        @Test
        void feedShouldNotBeginWhenTheServiceMayNotSeeEverybody() {
            followAnew(Map.of("bind_dn", Slapd.LIMITED_DN, "bind_password", new Secret(Slapd.LIMITED_PASSWORD)));
            told.await("broken");

            assertThat(told.reasons()).singleElement().asString().contains("size limit");
        }

        @Test
        void nothingShouldBeToldWhenFollowingIsOff() {
            followAnew(Map.of("follow", false));
            IdentityProvider quiet = provider;
            ToldChanges toldNothing = told;
            provider = followed(Map.of());
            told.await("live");
            awaitMark();
            quiet.close();

            assertThat(quiet.changes()).isEmpty();
            assertThat(toldNothing.all()).isEmpty();
        }

        @Test
        void changesShouldBeToldAndTheFeedNeverLiveWhenTimeAloneMayLockAnAccount() {
            Map<String, Object> timed = new HashMap<>(Map.of("lock_attributes", List.of("accountExpires")));
            followAnew(timed);
            told.await("a change", all -> {
                slapd.edit().replace(LdapAdmin.dn("grace"), "tnAccountStatus", "disabled");
                slapd.edit().replace(LdapAdmin.dn("grace"), "tnAccountStatus", "active");
                return !all.all().isEmpty();
            });

            assertThat(told.all()).doesNotContain("live");
        }
    }
}
