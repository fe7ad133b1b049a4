package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.slapd.LdapAdmin;
import org.mailcloak.e2e.slapd.RealLdap;
import org.mailcloak.e2e.slapd.Relay;
import org.mailcloak.e2e.slapd.Slapd;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;

/** What a feed tells of a real OpenLDAP, whatever happens to that. */
@RealLdap
@Timeout(120)
class SyncClientTest {

    private static final Set<String> EVERYBODY = Set.of("alice", "bob", "carol", "dave", "erin", "frank", "grace");

    private Slapd slapd;
    private Relay relay;
    private MirrorFixture mirror;
    private SyncClient feed;

    @BeforeEach
    void start() throws Exception {
        slapd = Slapd.started();
        relay = new Relay(slapd.port());
        mirror = new MirrorFixture();
        feed = feed(Slapd.PEOPLE, "(objectClass=tnMailAccount)", Slapd.SERVICE_DN, Slapd.SERVICE_PASSWORD);
        feed.start();
        await("the first content", mirror::isLive);
    }

    @AfterEach
    void stop() {
        feed.close();
        relay.close();
        slapd.close();
    }

    private SyncClient feed(String base, String filter, String bindDn, String password) throws LDAPException {
        Map<String, Object> values = new HashMap<>(Map.of(
                "url",
                List.of("ldap://127.0.0.1:" + relay.port()),
                "bind_dn",
                bindDn,
                "bind_password",
                new Secret(password),
                "base_dn",
                base,
                "send_allowed_attribute",
                "tnMailSendAllowed"));
        LdapSettings settings = LdapSettings.from(new ProviderConfig("ldap", Path.of("unused.db"), values));
        SyncQuery query = new SyncQuery(
                new DN(base),
                SearchScope.SUB,
                Filter.create(filter),
                Set.of("uid", "cn", "mail", "tnMailSendAllowed", "member", "memberOf"));
        return new SyncClient(new LdapConnectionFactory(settings.access()), settings.access(), query, mirror);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private void awaitNames(Set<String> names) {
        Awaitility.await(names.toString())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(mirror.names()).isEqualTo(names));
    }

    private static Set<String> everybodyAnd(String... names) {
        Set<String> all = new TreeSet<>(EVERYBODY);
        all.addAll(List.of(names));
        return all;
    }

    @Nested
    class Changes {

        @Test
        void contentShouldBeToldWholeWhenTheFeedBegins() {
            assertThat(mirror.names()).isEqualTo(EVERYBODY);
            assertThat(mirror.values("alice", "mail")).containsExactly("alice@d1.test");
        }

        @Test
        void entriesShouldComeAndGoWhenTheyDo() {
            slapd.edit().addPerson("heidi");
            awaitNames(everybodyAnd("heidi"));
            slapd.edit().delete(LdapAdmin.dn("heidi"));

            awaitNames(EVERYBODY);
        }

        @Test
        void attributeShouldBeToldWhenItChanges() {
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed", "FALSE");
            await("FALSE", () -> mirror.values("alice", "tnMailSendAllowed").equals(List.of("FALSE")));
            slapd.edit().replace(LdapAdmin.dn("alice"), "tnMailSendAllowed");

            await("none", () -> mirror.values("alice", "tnMailSendAllowed").isEmpty());
        }

        @Test
        void entryShouldKeepItsIdWhenItIsRenamed() {
            UUID id = mirror.id("frank");
            slapd.edit().rename(LdapAdmin.dn("frank"), "uid=francis");
            await("the new name", () -> mirror.names().contains("francis"));

            assertThat(mirror.names()).hasSameSizeAs(EVERYBODY).doesNotContain("frank");
            assertThat(mirror.id("francis")).isEqualTo(id);
        }

        @Test
        void entryShouldBeGoneWhenItDoesNotFitTheFilterAnyMore() {
            slapd.edit().addPerson("ivan");
            awaitNames(everybodyAnd("ivan"));
            slapd.edit().replace(LdapAdmin.dn("ivan"), "tnMailSendAllowed");
            slapd.edit().replace(LdapAdmin.dn("ivan"), "tnAccountStatus");
            slapd.edit().removeValue(LdapAdmin.dn("ivan"), "objectClass", "tnMailAccount");

            awaitNames(EVERYBODY);
        }

        @Test
        void hundredChangesShouldAllBeToldWhenTheyFollowEachOther() {
            for (int i = 0; i < 100; i++) {
                slapd.edit().replace(LdapAdmin.dn("grace"), "mail", "grace" + i + "@d1.test");
            }
            await("the last one", () -> mirror.values("grace", "mail").equals(List.of("grace99@d1.test")));

            assertThat(mirror.events()).filteredOn("upsert grace"::equals).hasSize(101);
        }
    }

    @Nested
    class LdapGroups {

        @BeforeEach
        void follow() throws Exception {
            feed.close();
            mirror = new MirrorFixture();
            feed = feed(
                    Slapd.SUFFIX,
                    "(|(objectClass=tnMailAccount)(objectClass=groupOfNames))",
                    Slapd.SERVICE_DN,
                    Slapd.SERVICE_PASSWORD);
            feed.start();
            await("the first content", mirror::isLive);
        }

        @Test
        void membersShouldBeToldOfTheGroupAndNothingOfThePersonWhenItJoins() {
            int before = mirror.events().size();
            slapd.edit().addValue("cn=sales," + Slapd.GROUPS, "member", LdapAdmin.dn("grace"));
            await("the group", () -> mirror.values("sales", "member").contains(LdapAdmin.dn("grace")));

            List<String> events = mirror.events();
            assertThat(events.subList(before, events.size())).containsOnly("upsert sales");
        }

        @Test
        void groupShouldBeGoneWhenItIsDeleted() {
            slapd.edit().delete("cn=support," + Slapd.GROUPS);

            await("the group", () -> !mirror.names().contains("support"));
        }
    }

    @Nested
    class Breaks {

        @Test
        void deletedAndNewEntriesShouldBeToldWhenTheConnectionWasCut() {
            relay.cut();
            await("the break", () -> !mirror.isLive());
            slapd.edit().addPerson("heidi");
            slapd.edit().delete(LdapAdmin.dn("frank"));
            slapd.edit().replace(LdapAdmin.dn("alice"), "mail", "new@d1.test");
            relay.mend();
            await("the feed", mirror::isLive);

            assertThat(mirror.names())
                    .contains("alice", "heidi")
                    .doesNotContain("frank")
                    .hasSize(7);
            assertThat(mirror.values("alice", "mail")).containsExactly("new@d1.test");
            assertThat(mirror.breaks()).isEqualTo(1);
        }

        @Test
        void eachBreakShouldBeToldWhenOneFollowsAnother() {
            for (int breaks = 1; breaks <= 2; breaks++) {
                relay.cut();
                await("the break", () -> !mirror.isLive());
                relay.mend();
                await("the feed", mirror::isLive);

                assertThat(mirror.breaks()).isEqualTo(breaks);
            }
        }

        @Test
        void onlyChangesShouldBeSentWhenTheServerRemembersThem() {
            relay.cut();
            await("the break", () -> !mirror.isLive());
            slapd.edit().delete(LdapAdmin.dn("frank"));
            int before = mirror.events().size();
            relay.mend();
            await("the feed", mirror::isLive);

            assertThat(mirror.events().subList(before, mirror.events().size()))
                    .containsExactly("refresh", "delete frank", "refreshed");
        }

        @Test
        void nobodyShouldBeLostWhenTheServerForgotWhatWasDeleted() {
            slapd.changeUnseen(admin -> {
                admin.addPerson("heidi");
                admin.delete(LdapAdmin.dn("frank"));
            });
            awaitNames(Set.of("alice", "bob", "carol", "dave", "erin", "grace", "heidi"));

            List<String> events = mirror.events();
            assertThat(events.subList(events.lastIndexOf("refresh"), events.size()))
                    .containsExactlyInAnyOrder("refresh", "upsert heidi", "delete frank", "refreshed");
        }

        @Test
        void everythingShouldBeReadAnewWhenTheServerHasAnOlderContent() throws IOException {
            slapd.terminate();
            slapd.backUp();
            slapd.start();
            await("the feed", mirror::isLive);
            slapd.edit().addPerson("heidi");
            awaitNames(everybodyAnd("heidi"));
            slapd.terminate();
            slapd.restore();
            slapd.start();
            awaitNames(EVERYBODY);

            assertThat(slapdLog().contains("consumer state is newer than provider"))
                    .isTrue();
        }

        @Test
        void feedShouldGoOnWhenTheServerWasRestarted() {
            slapd.terminate();
            await("the break", () -> !mirror.isLive());
            slapd.start();
            await("the feed", mirror::isLive);
            slapd.edit().addPerson("heidi");

            awaitNames(everybodyAnd("heidi"));
        }

        @Test
        void breakShouldBeNoticedWhenTheServerHangs() {
            slapd.hang();
            try {
                Awaitility.await("the break")
                        .atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> !mirror.isLive());
            } finally {
                slapd.goOn();
            }
            await("the feed", mirror::isLive);
            slapd.edit().addPerson("heidi");

            awaitNames(everybodyAnd("heidi"));
        }

        @Test
        void feedShouldStayOneConnectionWhenNothingHappens() {
            await("a probe", () -> slapdLog().contains("base=\"\" scope=0"));

            assertThat(relay.accepted()).isEqualTo(1);
            assertThat(mirror.breaks()).isZero();
        }

        private String slapdLog() throws IOException {
            return Files.readString(slapd.log());
        }

        @Test
        void breakShouldBeToldWhenTheServiceMayNotSeeEverybody() throws Exception {
            feed.close();
            mirror = new MirrorFixture();
            feed = feed(Slapd.PEOPLE, "(objectClass=tnMailAccount)", Slapd.LIMITED_DN, Slapd.LIMITED_PASSWORD);
            feed.start();
            await("the reason", () -> !mirror.reasons().isEmpty());

            assertThat(mirror.reasons()).singleElement().asString().contains("size limit");
            assertThat(mirror.names()).isEmpty();
        }

        @Test
        void nothingShouldBeToldWhenTheFeedIsClosed() throws Exception {
            MirrorFixture closed = mirror;
            int before = closed.events().size();
            feed.close();
            mirror = new MirrorFixture();
            feed = feed(Slapd.PEOPLE, "(objectClass=tnMailAccount)", Slapd.SERVICE_DN, Slapd.SERVICE_PASSWORD);
            feed.start();
            await("the first content", mirror::isLive);
            slapd.edit().addPerson("heidi");
            awaitNames(everybodyAnd("heidi"));
            slapd.terminate();
            await("the break", () -> !mirror.isLive());

            assertThat(closed.events()).hasSize(before);
        }
    }
}
