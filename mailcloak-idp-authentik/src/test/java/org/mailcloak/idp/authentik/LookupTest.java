package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

class LookupTest {

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private List<String> byLogin(String login) {
        try (IdentityProvider provider = Providers.full(authentik)) {
            return Providers.logins(provider.findByLogin(login));
        }
    }

    private List<String> byAddress(String address) {
        try (IdentityProvider provider = Providers.full(authentik)) {
            return Providers.logins(provider.findByAddress(Providers.address(address)));
        }
    }

    private Account account(String login) {
        try (IdentityProvider provider = Providers.full(authentik)) {
            return provider.findByLogin(login).fold(found -> found.get(0), () -> null, why -> null);
        }
    }

    @Nested
    class Spelling {

        @ParameterizedTest
        @ValueSource(strings = {"Bob.Miller", "bob.miller", "BOB.MILLER"})
        void loginShouldBeFoundWhenLetterCaseDiffers(String asked) {
            authentik.add(StoredUser.of(10, "Bob.Miller", "bob@d1.test"));

            assertThat(byLogin(asked)).containsExactly("Bob.Miller");
        }

        @Test
        void loginShouldBeTheExactOneWhenAnotherDiffersInLetterCase() {
            authentik.add(StoredUser.of(10, "Bob", "one@d1.test"), StoredUser.of(11, "bob", "two@d1.test"));

            assertThat(byLogin("bob")).containsExactly("bob");
            assertThat(byLogin("Bob")).containsExactly("Bob");
        }

        @Test
        void loginShouldBeUnavailableWhenOnlyOthersDifferInLetterCase() {
            authentik.add(StoredUser.of(10, "Bob", "one@d1.test"), StoredUser.of(11, "bob", "two@d1.test"));

            assertThat(byLogin("BOB")).containsExactly("unavailable");
        }

        @Test
        void loginShouldBeNobodyWhenItOnlyLooksAlike() {
            authentik.add(StoredUser.of(10, "kim", "kim@d1.test"));

            assertThat(byLogin("\u212aim")).containsExactly("nobody");
        }

        @Test
        void loginShouldBeNobodyWhenItIsPartOfAnother() {
            authentik.add(StoredUser.of(10, "alice", "alice@d1.test").named("Bob Alice"));

            assertThat(byLogin("bob")).containsExactly("nobody");
            assertThat(byLogin("lic")).containsExactly("nobody");
        }

        @ParameterizedTest
        @CsvSource({
            "Bob@Ex.ORG, bob@ex.org",
            "bob@ex.org, BOB@EX.ORG",
            "O'Brien@ex.org, o'brien@ex.org",
            "J\u00dcRGEN@ex.org, j\u00fcrgen@ex.org",
            "bob@b\u00fccher.example, bob@xn--bcher-kva.example",
            "Bob@XN--BCHER-KVA.example, bob@b\u00fccher.example",
            "b%o_b@ex.org, B%O_B@ex.org",
        })
        void addressShouldBeFoundWhenItIsStoredInAnotherSpelling(String stored, String asked) {
            authentik.add(StoredUser.of(10, "bob", stored));

            assertThat(byAddress(asked)).containsExactly("bob");
        }

        @ParameterizedTest
        @CsvSource({
            "A.Liddell@D1.Test, a.liddell@d1.test",
            "al@b\u00fccher.example, al@xn--bcher-kva.example",
        })
        void aliasShouldBeFoundWhenItIsStoredInAnotherSpelling(String stored, String asked) {
            authentik.add(
                    StoredUser.of(10, "alice", "alice@d1.test").withList("mailAlias", "other@d1.test", stored),
                    StoredUser.of(11, "bob", "bob@d1.test").with("mailAlias", stored));

            assertThat(byAddress(asked)).containsExactly("alice", "bob");
        }
    }

    @Nested
    class Owners {

        @Test
        void addressShouldHaveAllOwnersWhenSeveralUsersHaveIt() {
            authentik.add(
                    StoredUser.of(10, "alice", "info@d1.test"),
                    StoredUser.of(11, "bob", "Info@D1.test"),
                    StoredUser.of(12, "carol", "xinfo@d1.test"));

            assertThat(byAddress("info@d1.test")).containsExactly("alice", "bob");
        }

        @Test
        void aliasShouldBeAskedForWhenOwnersOfThePrimaryAddressAreDisabled() {
            authentik.add(
                    StoredUser.of(10, "alice", "info@d1.test").inactive(),
                    StoredUser.of(11, "bob", "bob@d1.test").withList("mailAlias", "info@d1.test"));

            assertThat(byAddress("info@d1.test")).containsExactly("alice", "bob");
        }

        @ParameterizedTest
        @ValueSource(strings = {"service_account", "internal_service_account"})
        void serviceAccountShouldBeNobodyWhenAskedFor(String type) {
            authentik.add(StoredUser.of(10, "ak-outpost-1", "outpost@d1.test").ofType(type));

            assertThat(byLogin("ak-outpost-1")).containsExactly("nobody");
            assertThat(byAddress("outpost@d1.test")).containsExactly("nobody");
        }

        @Test
        void externalUserShouldBeFoundWhenAskedFor() {
            authentik.add(StoredUser.of(10, "guest", "guest@d1.test").ofType("external"));

            assertThat(byLogin("guest")).containsExactly("guest");
        }

        @Test
        void identityShouldHaveNoAddressWhenNoneIsStored() {
            authentik.add(StoredUser.of(10, "alice", ""));

            assertThat(account("alice").primaryAddress()).isEmpty();
        }

        @Test
        void idShouldBeTheUuidWhenFound() {
            StoredUser alice = StoredUser.of(10, "alice", "alice@d1.test");
            authentik.add(alice);

            assertThat(account("alice").id()).isEqualTo(alice.uuid());
        }
    }

    @Nested
    class Attributes {

        private AccountState state(StoredUser user) {
            authentik.add(user);
            return account(user.username()).state();
        }

        private StoredUser alice() {
            return StoredUser.of(10, "alice", "alice@d1.test");
        }

        @ParameterizedTest
        @ValueSource(strings = {"false", "0", "\"no\"", "\"False\"", "[\"off\"]", "[true, false]"})
        void stateShouldBeSendBlockedWhenSendAllowedIsFalseInAnyType(String json) {
            assertThat(state(alice().with("maySend", value(json)))).isEqualTo(AccountState.SEND_BLOCKED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"true", "1", "\"yes\"", "null", "[]", "\"\""})
        void stateShouldBeActiveWhenSendAllowedIsTrueOrEmpty(String json) {
            assertThat(state(alice().with("maySend", value(json)))).isEqualTo(AccountState.ACTIVE);
        }

        @Test
        void stateShouldBeDisabledWhenStatusSaysSo() {
            assertThat(state(alice().with("status", "Deleted"))).isEqualTo(AccountState.DISABLED);
        }

        @Test
        void stateShouldBeDisabledWhenUserIsNotActive() {
            assertThat(state(alice().inactive().with("maySend", "true"))).isEqualTo(AccountState.DISABLED);
        }

        @Test
        void lookupShouldBeUnavailableWhenAStateCannotBeRead() {
            authentik.add(alice().with("maySend", value("{\"mail\": false}")));

            assertThat(byLogin("alice")).containsExactly("unavailable");
        }

        @Test
        void lookupShouldNotCareWhenTheStateOfAnotherCannotBeRead() {
            authentik.add(
                    StoredUser.of(10, "alice", "alice@d1.test"),
                    StoredUser.of(11, "malice", "malice@d1.test").with("maySend", value("{}")));

            assertThat(byAddress("alice@d1.test")).containsExactly("alice");
        }

        @Test
        void aliasesShouldBeTheAddressesAmongTheValuesWhenTheyAreOfAnyType() {
            authentik.add(alice().with("mailAlias", value("[\"a@d1.test\", 7, null, {\"x\": 1}, \"nonsense\"]")));

            assertThat(account("alice").aliasAddresses()).containsExactly(Providers.address("a@d1.test"));
        }

        private JsonValue value(String json) {
            try (JsonReader reader = Json.createReader(new StringReader(json))) {
                return reader.readValue();
            }
        }
    }

    @Nested
    class Pages {

        private void addPeople(int count, String emailEnd) {
            authentik.addAll(IntStream.range(0, count)
                    .mapToObj(i -> StoredUser.of(1000 + i, "user" + i, "user" + i + emailEnd))
                    .toList());
        }

        @Test
        void addressShouldBeFoundWhenItIsOnALaterPage() {
            addPeople(250, "ann@d1.test");
            authentik.add(StoredUser.of(9000, "nina", "Ann@d1.test"));

            assertThat(byAddress("ann@d1.test")).containsExactly("nina");
        }

        @Test
        void addressShouldBeFoundWhenServerCutsPagesShorter() {
            authentik.capPagesAt(7);
            addPeople(30, "ann@d1.test");
            authentik.add(StoredUser.of(9000, "nina", "Ann@d1.test"));

            assertThat(byAddress("ann@d1.test")).containsExactly("nina");
        }

        @Test
        void addressShouldBeFoundBySpellingWhenCandidatesAreTooMany() {
            addPeople(2100, "n@d1.test");
            authentik.add(StoredUser.of(9000, "nina", "n@d1.test"));

            assertThat(byAddress("n@d1.test")).containsExactly("nina");
        }

        @ParameterizedTest
        @ValueSource(strings = {"n@d1.test", "N@d1.test"})
        void addressShouldBeFoundWithFewRequestsWhenItIsShort(String stored) {
            addPeople(1500, "n@d1.test");
            authentik.add(StoredUser.of(9000, "nina", stored));

            assertThat(byAddress("n@d1.test")).containsExactly("nina");
            assertThat(authentik.requests().size()).isLessThanOrEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(strings = {"n@d1.test", "er@d1.test", "user@d1.test"})
        void addressShouldBeUnclearWhenTooManyContainIt(String asked) {
            addPeople(2100, "n@d1.test");
            addPeople(2100, "er@d1.test");
            addPeople(2100, "user@d1.test");

            try (IdentityProvider provider = Providers.full(authentik)) {
                assertThat(provider.findByAddress(Providers.address(asked)).isUnclear())
                        .isTrue();
            }
        }

        @Test
        void addressShouldBeUnavailableWhenCandidatesAreTooManyAndNoneIsExact() {
            addPeople(2100, "n@d1.test");

            try (IdentityProvider provider = Providers.full(authentik)) {
                LookupResult answer = provider.findByAddress(Providers.address("n@d1.test"));

                assertThat(Providers.reason(answer)).contains("more users by search than the 100");
            }
        }

        @Test
        void loginShouldBeFoundWhenHalfTheWorldContainsIt() {
            addPeople(2100, "@d1.test");
            authentik.add(StoredUser.of(9000, "d1", "somebody@d2.test"));

            assertThat(byLogin("d1")).containsExactly("d1");
        }
    }

    @Nested
    class Versions {

        @Test
        void lookupsShouldAnswerWhenServerIsOfVersion20242() {
            authentik.beOld();
            authentik.add(
                    StoredUser.of(10, "alice", "Alice@d1.test").withList("mailAlias", "al@d1.test"),
                    StoredUser.of(11, "ak-outpost", "out@d1.test").ofType("service_account"));

            assertThat(byLogin("alice")).containsExactly("alice");
            assertThat(byAddress("alice@d1.test")).containsExactly("alice");
            assertThat(byAddress("al@d1.test")).containsExactly("alice");
            assertThat(byAddress("out@d1.test")).containsExactly("nobody");
        }

        @Test
        void lookupsShouldAnswerWhenServerIsMountedAtAPath() {
            try (FakeAuthentik mounted = new FakeAuthentik("/auth/sso")) {
                mounted.add(StoredUser.of(10, "alice", "alice@d1.test"));
                try (IdentityProvider provider = Providers.at(URI.create(mounted.url() + "/"), Map.of())) {
                    assertThat(Providers.logins(provider.findByLogin("alice"))).containsExactly("alice");
                    assertThat(Providers.logins(provider.findByLogin("nobody"))).containsExactly("nobody");
                }
            }
        }
    }
}
