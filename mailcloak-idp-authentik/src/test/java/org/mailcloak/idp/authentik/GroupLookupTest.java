package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.MailGroup;

/** Which group an address is, and who is in it. */
@Timeout(60)
class GroupLookupTest {

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(
                StoredUser.of(10, "alice", "alice@d1.test"),
                StoredUser.of(11, "bob", "bob@d1.test"),
                StoredUser.of(12, "carol", "carol@d1.test"));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private GroupLookup find(String address, Map<String, Object> more) {
        try (IdentityProvider provider = Providers.withGroups(authentik.url(), more)) {
            return provider.groups().orElseThrow().findGroupByAddress(Providers.address(address));
        }
    }

    private GroupLookup find(String address) {
        return find(address, Map.of());
    }

    private static StoredGroup staff() {
        return StoredGroup.of("staff").with("mail", "staff@d1.test");
    }

    private static JsonValue value(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    @Nested
    class Addresses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"staff@d1.test\"",
                    "\" Staff@D1.Test \"",
                    "[\"team@d1.test\", 7, null, \"nonsense\", \"STAFF@d1.test\"]"
                })
        void groupShouldBeFoundWhenTheAddressIsAmongItsValuesInAnySpelling(String json) {
            authentik.groups().add(StoredGroup.of("staff").holding(10L).with("mail", value(json)));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactly("alice");
        }

        @ParameterizedTest
        @CsvSource({
            "list@b\u00fccher.example, list@xn--bcher-kva.example",
            "List@XN--BCHER-KVA.example, list@b\u00fccher.example"
        })
        void groupShouldBeFoundWhenItsDomainIsStoredInAnotherSpelling(String stored, String asked) {
            authentik.groups().add(StoredGroup.of("list").holding(10L).with("mail", stored));

            assertThat(Providers.logins(find(asked))).containsExactly("alice");
        }

        @ParameterizedTest
        @CsvSource({
            "sales-team@d1.test, alice",
            "Sales-Team@D1.test, alice",
            "sales@d1.test, nothing",
            "sales-team@d2.test, nothing",
            "staff@d1.test, nothing",
            "people@d2.test, bob"
        })
        void groupShouldHaveTheAddressOfItsNameWhenItHasNoneOfItsOwn(String asked, String expected) {
            authentik
                    .groups()
                    .add(
                            StoredGroup.of("Sales-Team").holding(10L).with("mail", ""),
                            StoredGroup.of("staff").holding(11L).with("mail", "people@d2.test"));

            assertThat(Providers.logins(find(asked, Map.of("group_address_domain", "d1.test"))))
                    .containsExactly(expected);
        }

        @Test
        void groupShouldBeBrokenWhenAnotherHasTheAddress() {
            authentik
                    .groups()
                    .add(staff().holding(10L), StoredGroup.of("team\nx").with("mail", "Staff@d1.test"));

            GroupLookup answer = find("staff@d1.test");

            assertThat(answer).isInstanceOf(GroupLookup.Broken.class);
            assertThat(Providers.reason(answer)).isEqualTo("2 groups have the address staff@d1.test: staff, team?x");
        }

        @Test
        void groupShouldBeBrokenWhenAnotherHasTheAddressByItsName() {
            authentik.groups().add(StoredGroup.of("team").with("mail", "staff@d1.test"), StoredGroup.of("Staff"));

            assertThat(find("staff@d1.test", Map.of("group_address_domain", "d1.test")))
                    .isInstanceOf(GroupLookup.Broken.class);
        }

        @Test
        void groupShouldBeFoundWhenManyAreCalledAlike() {
            authentik.capPagesAt(7);
            authentik.groups().addMany("staff", 20);
            authentik.groups().add(StoredGroup.of("staff").holding(10L));

            assertThat(Providers.logins(find("staff@d1.test", Map.of("group_address_domain", "d1.test"))))
                    .containsExactly("alice");
        }
    }

    @Nested
    class Rules {

        @Test
        void rulesShouldBeThoseOfTheSettingsWhenTheGroupHasNone() {
            authentik.groups().add(staff());

            GroupLookup answer = find("staff@d1.test", Map.of("group_posting", "members", "group_send_as", "members"));

            assertThat(answer).isInstanceOfSatisfying(GroupLookup.Found.class, found -> {
                assertThat(found.group().posting()).isEqualTo(MailGroup.Posting.MEMBERS);
                assertThat(found.group().sendAs()).isEqualTo(MailGroup.SendAs.MEMBERS);
            });
        }

        @Test
        void groupShouldBeToldByItsImmutableIdAndItsName() {
            StoredGroup staff = staff();
            authentik.groups().add(staff);

            assertThat(find("staff@d1.test")).isInstanceOfSatisfying(GroupLookup.Found.class, found -> {
                assertThat(found.group().id()).isEqualTo(staff.pk());
                assertThat(found.group().name()).isEqualTo("staff");
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"posting", "sendAs"})
        void groupShouldBeBrokenWhenARuleCannotBeRead(String attribute) {
            authentik.groups().add(staff().with(attribute, value("{\"members\": true}")));

            GroupLookup answer = find("staff@d1.test");

            assertThat(answer).isInstanceOf(GroupLookup.Broken.class);
            assertThat(Providers.reason(answer)).contains("staff has an object in the attribute " + attribute);
        }
    }

    @Nested
    class Members {

        @Test
        void groupsThatContainEachOtherShouldBeReadOnce() {
            authentik
                    .groups()
                    .add(
                            staff().in("inner").holding(10L),
                            StoredGroup.of("inner").in("staff", "deep").holding(11L),
                            StoredGroup.of("deep").in("inner", "staff").holding(11L, 12L));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactlyInAnyOrder("alice", "bob", "carol");
            assertThat(authentik.requests())
                    .filteredOn(request -> request.contains("groups_by_pk"))
                    .hasSize(3);
        }

        @Test
        void membersOfGroupsAroundItShouldNotBeMembers() {
            authentik
                    .groups()
                    .add(
                            staff().in("company").holding(10L),
                            StoredGroup.of("company").holding(11L));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactly("alice");
        }

        @Test
        void serviceAccountShouldBeNoMember() {
            authentik.add(StoredUser.of(20, "ak-outpost", "out@d1.test").ofType("internal_service_account"));
            authentik.groups().add(staff().holding(FakeAuthentik.OWNER.pk(), 20L, 10L));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactly("alice");
        }

        @Test
        void groupShouldBeUnavailableWhenTheStateOfAMemberCannotBeRead() {
            authentik.add(StoredUser.of(20, "odd", "odd@d1.test").with("status", JsonValue.EMPTY_JSON_OBJECT));
            authentik.groups().add(staff().holding(10L, 20L));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactly("unavailable");
        }

        @Test
        void groupShouldBeBrokenWhenItHasMoreMembersThanAnyMay() {
            int count = GroupExpander.MAX_MEMBERS + 2 * AuthentikApiClient.PAGE_SIZE;
            authentik.addAll(LongStream.range(1000, 1000 + count)
                    .mapToObj(pk -> StoredUser.of(pk, "user" + pk, ""))
                    .toList());
            authentik
                    .groups()
                    .add(staff().holding(
                                    LongStream.range(1000, 1000 + count).boxed().toArray(Long[]::new)));

            GroupLookup answer = find("staff@d1.test");

            assertThat(answer).isInstanceOf(GroupLookup.Broken.class);
            assertThat(Providers.reason(answer)).contains("staff has more members");
        }
    }

    @Nested
    class Versions {

        @Test
        void membersOfNestedGroupsShouldBeMembersWhenServerIsOfVersion20242() {
            authentik.beOld();
            authentik.groups().addMany("other", 150);
            authentik
                    .groups()
                    .add(
                            staff().in("deep").holding(10L),
                            StoredGroup.of("inner").in("staff").holding(11L),
                            StoredGroup.of("deep").in("inner").holding(12L));

            assertThat(Providers.logins(find("staff@d1.test"))).containsExactlyInAnyOrder("alice", "bob", "carol");
            assertThat(Providers.logins(find("nothing@d1.test"))).containsExactly("nothing");
        }

        @Test
        void groupShouldBeUnavailableWhenTheListOfAllChangesTwiceInVersion20242() {
            authentik.beOld();
            authentik.groups().addMany("other", 250);
            authentik.groups().add(staff().holding(10L));
            // One page that finds the group; then page 1 and 2 of all, and once more.
            afterPages(2, () -> {
                authentik.groups().remove("other1");
                afterPages(2, () -> authentik.groups().remove("other2"));
            });

            GroupLookup answer = find("staff@d1.test");

            assertThat(Providers.reason(answer))
                    .isEqualTo("authentik's list of groups changed twice while it was read");
        }
    }

    @Test
    void listOfMembersShouldBeReadAgainWhenItChanges() {
        authentik.capPagesAt(1);
        authentik.groups().add(staff().holding(10L, 11L, 12L));
        afterPages(2, () -> authentik.remove(10));

        assertThat(Providers.logins(find("staff@d1.test"))).containsExactly("bob", "carol");
    }

    private void afterPages(int pages, Runnable change) {
        authentik.afterNextPage(pages == 1 ? change : () -> afterPages(pages - 1, change));
    }

    @Test
    void providerShouldHaveNoGroupsWhenNoneIsConfigured() {
        authentik.groups().add(staff());
        try (IdentityProvider provider = Providers.full(authentik)) {
            assertThat(provider.groups()).isEmpty();
        }
        assertThat(authentik.requests()).isEmpty();
    }

    @Test
    void groupShouldCostFourRequestsWhenTheTokensAccountIsKnown() {
        StoredGroup staff = staff().holding(10L);
        authentik.groups().add(staff);
        try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
            provider.groups().orElseThrow().findGroupByAddress(Providers.address("staff@d1.test"));
            authentik.forgetRequests();

            provider.groups().orElseThrow().findGroupByAddress(Providers.address("staff@d1.test"));
        }
        assertThat(authentik.requests())
                .containsExactly(
                        "/core/groups/?attributes={\"mail__icontains\":\"staff@d1.test\"}&include_users=false"
                                + "&ordering=pk&page=1&page_size=100",
                        "/core/users/?groups_by_pk=" + staff.pk() + "&type=internal&type=external"
                                + "&include_groups=false&include_roles=false&ordering=pk&page=1&page_size=100",
                        "/core/users/3/",
                        "/core/groups/" + FakeGroups.READERS.pk() + "/?include_users=false");
    }

    @Test
    void unknownAddressShouldCostTwoRequestsWhenTheTokensAccountIsKnown() {
        try (IdentityProvider provider = Providers.withGroups(authentik.url(), Map.of())) {
            provider.groups().orElseThrow().findGroupByAddress(Providers.address("nothing@d1.test"));
            authentik.forgetRequests();

            provider.groups().orElseThrow().findGroupByAddress(Providers.address("nothing@d1.test"));
        }
        assertThat(authentik.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {",n@d1.test", "\"a b\"@d1.test", "a\\b@d1.test"})
    void addressShouldNotBeAskedForWhenItNeedsQuotes(String address) {
        assertThat(find(address, Map.of("group_address_domain", "d1.test"))).isEqualTo(GroupLookup.notFound());
        assertThat(authentik.requests()).isEqualTo(List.of());
    }
}
