package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;

class AccountIndexTest {

    private static final String UUID = "0b2b1f6e-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static Account account(String id, String login, String primary, String... aliases) {
        return Account.builder(id, login)
                .primaryAddress(
                        Optional.of(primary).filter(text -> !text.isEmpty()).map(AccountIndexTest::address))
                .aliasAddresses(
                        Stream.of(aliases).map(AccountIndexTest::address).collect(Collectors.toSet()))
                .state(AccountState.SEND_BLOCKED)
                .build();
    }

    private static AccountIndexBuilder builder() {
        return new AccountIndexBuilder(name -> name.toLowerCase(Locale.ROOT));
    }

    static List<Account> oddPeople() {
        return List.of(
                account(UUID, "alice", "alice@d1.test", "a.liddell@d1.test", "alice@d2.test"),
                account(UUID.toUpperCase(Locale.ROOT), "Alice", "alice@d1.test"),
                account("f:0b2b:alice", "j\u00fcrgen", "j\u00fcrgen@d1.test"),
                account("1", "\u9ec4\u5c0f\u660e", "\u9ec4@\u4f8b\u5b50.test"),
                account("\ud83d\ude00", "\ud83d\ude00", ""),
                account("x".repeat(3000), "y".repeat(3000), "z".repeat(2000) + "@d1.test"),
                Account.builder("2", "none").state(AccountState.DISABLED).build(),
                account("3", "alias", "", "only@d1.test"),
                account("4", "inside", "inside@d1.test").toBuilder()
                        .scope(AccountScope.LOCAL_ONLY)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("oddPeople")
    void accountShouldComeBackAsItWasWhenItIsLookedUp(Account account) {
        AccountIndexBuilder builder = builder();
        builder.found(account);
        AccountIndex content = builder.finish(true);

        assertThat(content.byLogin(account.loginName().toLowerCase(Locale.ROOT)))
                .contains(LookupResult.found(account));
        Stream.concat(account.primaryAddress().stream(), account.aliasAddresses().stream())
                .forEach(owned -> assertThat(content.byAddress(owned)).contains(LookupResult.found(account)));
        assertThat(content.has(account.id())).isTrue();
    }

    @Test
    void everybodyShouldBeFoundAndNobodyElseWhenThereAreVeryMany() {
        int many = 50_000;
        AccountIndexBuilder builder = builder();
        IntStream.range(0, many)
                .forEach(i -> builder.found(account("id" + i, "user" + i, "user" + i + "@d" + i % 7 + ".test")));
        AccountIndex content = builder.finish(true);

        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int one = random.nextInt(many);
            assertThat(ListedProvider.logins(content.byLogin("user" + one))).isEqualTo("user" + one);
            assertThat(ListedProvider.logins(content.byAddress(address("user" + one + "@d" + one % 7 + ".test"))))
                    .isEqualTo("user" + one);
            assertThat(ListedProvider.logins(content.byAddress(address("user" + one + "@d" + (one + 1) % 7 + ".test"))))
                    .isEqualTo("nobody");
            assertThat(ListedProvider.logins(content.byLogin("user" + (many + one))))
                    .isEqualTo("nobody");
        }
    }

    @Test
    void moreShouldBeTakenWhenContentWasAlreadyMade() {
        AccountIndexBuilder builder = builder();
        builder.found(account("1", "alice", "alice@d1.test"));
        builder.found(account("1", "alice", "alice@d1.test"));
        AccountIndex first = builder.finish(true);
        builder.found(account("2", "bob", "bob@d3.test"));
        AccountIndex second = builder.finish(true);

        assertThat(ListedProvider.logins(first.byLogin("bob"))).isEqualTo("nobody");
        assertThat(ListedProvider.logins(second.byLogin("bob"))).isEqualTo("bob");
        assertThat(ListedProvider.logins(second.byAddress(address("alice@d1.test"))))
                .isEqualTo("alice");
        assertThat(second.size()).isEqualTo(2);
    }

    @Test
    void providerShouldBeAskedWhenTwoAccountsHaveOneName() {
        AccountIndexBuilder builder = builder();
        builder.found(account("1", "alice", "info@d1.test"));
        builder.found(account("2", "Alice", "info@d1.test"));
        AccountIndex content = builder.finish(true);

        assertThat(content.byLogin("alice")).isEmpty();
        assertThat(ListedProvider.logins(content.byAddress(address("info@d1.test"))))
                .isEqualTo("Alice alice");
    }

    @Test
    void allOwnersShouldBeFoundWhenThreeShareAnAddress() {
        AccountIndexBuilder builder = builder();
        builder.found(account("1", "alice", "info@d1.test"));
        builder.found(account("2", "bob", "", "info@d1.test"));
        builder.found(account("3", "carol", "carol@d1.test", "info@d1.test"));

        assertThat(ListedProvider.logins(builder.finish(true).byAddress(address("info@d1.test"))))
                .isEqualTo("alice bob carol");
    }

    @Test
    void accountShouldBeFoundOnceWhenItsPrimaryAddressIsAnAliasToo() {
        AccountIndexBuilder builder = builder();
        builder.found(account("1", "alice", "alice@d1.test", "alice@d1.test"));

        assertThat(ListedProvider.logins(builder.finish(true).byAddress(address("alice@d1.test"))))
                .isEqualTo("alice");
    }
}
