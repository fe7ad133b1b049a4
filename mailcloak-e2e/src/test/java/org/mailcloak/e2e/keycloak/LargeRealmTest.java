package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;

/** A realm of 20,000 users, many of whose names begin with or contain others'. */
@RealKeycloak
@Tag("nightly")
@Timeout(600)
class LargeRealmTest {

    private static final int USERS = 20_000;

    private static IdentityProvider provider;

    @BeforeAll
    static void start(KeycloakServer server) {
        List<Account> users =
                IntStream.range(0, USERS).mapToObj(LargeRealmTest::user).toList();
        provider = KeycloakRealm.create(server, users).provider(Map.of());
    }

    @AfterAll
    static void stop() {
        if (provider != null) {
            provider.close();
        }
    }

    private static Account user(int i) {
        // An alias is looked for in all values of all users: few have one, as in a real realm.
        Set<EmailAddress> aliases = i % 100 == 0 ? Set.of(address("alias" + i + "@d1.test")) : Set.of();
        AccountState state = i % 7 == 0 ? AccountState.SEND_BLOCKED : AccountState.ACTIVE;
        return Account.builder("user" + i, "user" + i)
                .primaryAddress(EmailAddress.parse("user" + i + "@d1.test"))
                .aliasAddresses(aliases)
                .state(state)
                .build();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    static IntStream everyHundredthUser() {
        return IntStream.iterate(1, i -> i < USERS, i -> i + 100);
    }

    static IntStream someUsersWithAnAlias() {
        return IntStream.of(0, 100, 1_000, 10_000, 19_900);
    }

    private static void assertIsUser(LookupResult answer, int i) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertThat(((LookupResult.Found) answer).accounts()).singleElement().satisfies(found -> {
            assertThat(found.loginName()).isEqualTo("user" + i);
            assertThat(found.primaryAddress()).contains(address("user" + i + "@d1.test"));
            assertThat(found.state()).isEqualTo(user(i).state());
        });
    }

    @Test
    void mirrorShouldAnswerForEverybodyWhenAllUsersWereRead() {
        Mirror mirror = new Mirror(
                provider.scanner().orElseThrow(),
                new MirrorSettings(Duration.ofMinutes(5), Duration.ofDays(1)),
                Runnable::run,
                System::nanoTime);

        mirror.tick();

        System.out.printf(
                "%d users read from Keycloak in %.1f s, %.0f bytes each%n",
                mirror.statistics().accounts(),
                mirror.statistics().scanTime().toMillis() / 1e3,
                (double) mirror.statistics().bytes() / USERS);
        for (int i = 0; i < USERS; i++) {
            assertIsUser(mirror.findByLogin("USER" + i).orElseThrow(), i);
            assertIsUser(mirror.findByAddress(address("user" + i + "@d1.test")).orElseThrow(), i);
        }
        assertIsUser(mirror.findByAddress(address("alias100@d1.test")).orElseThrow(), 100);
        assertThat(mirror.findByLogin("user20000")).contains(LookupResult.notFound());
    }

    @ParameterizedTest
    @MethodSource("everyHundredthUser")
    void userShouldBeFoundByLoginAndByAddressAndNobodyElse(int i) {
        assertIsUser(provider.findByLogin("user" + i), i);
        assertIsUser(provider.findByAddress(address("user" + i + "@d1.test")), i);
    }

    @ParameterizedTest
    @MethodSource("someUsersWithAnAlias")
    void userShouldBeFoundByAttributeAndNobodyElse(int i) {
        assertIsUser(provider.findByAddress(address("alias" + i + "@d1.test")), i);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "user20000", "ser1", "user1@d1.test", "user%", "user_", "*", "alias100"})
    void nobodyShouldBeFoundWhenALoginIsOnlySimilar(String login) {
        assertThat(provider.findByLogin(login)).isEqualTo(LookupResult.notFound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@d1.test",
                "user20000@d1.test",
                "ser1@d1.test",
                "user1@d1.tes",
                "user%@d1.test",
                "alias1@d1.test",
                "lias100@d1.test",
            })
    void nobodyShouldBeFoundWhenAnAddressIsOnlySimilar(String address) {
        assertThat(provider.findByAddress(address(address))).isEqualTo(LookupResult.notFound());
    }
}
