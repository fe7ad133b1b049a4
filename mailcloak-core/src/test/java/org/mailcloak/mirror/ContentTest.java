package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

class ContentTest {

    private static final String UUID = "0b2b1f6e-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static Identity identity(String id, String login, String primary, String... aliases) {
        return new Identity(
                id,
                login,
                Optional.of(primary).filter(text -> !text.isEmpty()).map(ContentTest::address),
                Stream.of(aliases).map(ContentTest::address).collect(Collectors.toSet()),
                AccountState.SEND_BLOCKED,
                Set.of("/team", "/team/sales"));
    }

    private static ContentBuilder builder() {
        return new ContentBuilder(name -> name.toLowerCase(Locale.ROOT));
    }

    static List<Identity> oddPeople() {
        return List.of(
                identity(UUID, "alice", "alice@d1.test", "a.liddell@d1.test", "alice@d2.test"),
                identity(UUID.toUpperCase(Locale.ROOT), "Alice", "alice@d1.test"),
                identity("f:0b2b:alice", "j\u00fcrgen", "j\u00fcrgen@d1.test"),
                identity("1", "\u9ec4\u5c0f\u660e", "\u9ec4@\u4f8b\u5b50.test"),
                identity("\ud83d\ude00", "\ud83d\ude00", ""),
                identity("x".repeat(3000), "y".repeat(3000), "z".repeat(2000) + "@d1.test"),
                new Identity("2", "none", Optional.empty(), Set.of(), AccountState.DISABLED, Set.of()),
                identity("3", "alias", "", "only@d1.test"));
    }

    @ParameterizedTest
    @MethodSource("oddPeople")
    void accountShouldComeBackAsItWasWhenItIsLookedUp(Identity identity) {
        ContentBuilder builder = builder();
        builder.found(identity);
        Content content = builder.finish(true);

        assertThat(content.byLogin(identity.loginName().toLowerCase(Locale.ROOT)))
                .contains(Lookup.found(identity));
        Stream.concat(identity.primaryAddress().stream(), identity.aliasAddresses().stream())
                .forEach(owned -> assertThat(content.byAddress(owned)).contains(Lookup.found(identity)));
        assertThat(content.has(identity.id())).isTrue();
    }

    @Test
    void everybodyShouldBeFoundAndNobodyElseWhenThereAreVeryMany() {
        int many = 50_000;
        ContentBuilder builder = builder();
        IntStream.range(0, many)
                .forEach(i -> builder.found(identity("id" + i, "user" + i, "user" + i + "@d" + i % 7 + ".test")));
        Content content = builder.finish(true);

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
    void laterTellingShouldHoldWhenAnAccountIsToldTwice() {
        ContentBuilder builder = builder();
        builder.found(identity("1", "old", "old@d1.test"));
        builder.found(identity("2", "other", "other@d1.test"));
        builder.found(identity("1", "new", "new@d1.test"));
        Content content = builder.finish(true);

        assertThat(content.size()).isEqualTo(2);
        assertThat(ListedProvider.logins(content.byLogin("old"))).isEqualTo("nobody");
        assertThat(ListedProvider.logins(content.byAddress(address("old@d1.test"))))
                .isEqualTo("nobody");
        assertThat(ListedProvider.logins(content.byLogin("new"))).isEqualTo("new");
    }

    @Test
    void moreShouldBeTakenWhenContentWasAlreadyMade() {
        ContentBuilder builder = builder();
        builder.found(identity("1", "alice", "alice@d1.test"));
        builder.found(identity("1", "alice", "alice@d2.test"));
        Content first = builder.finish(true);
        builder.found(identity("2", "bob", "bob@d3.test"));
        Content second = builder.finish(true);

        assertThat(ListedProvider.logins(first.byLogin("bob"))).isEqualTo("nobody");
        assertThat(ListedProvider.logins(second.byLogin("bob"))).isEqualTo("bob");
        assertThat(ListedProvider.logins(second.byAddress(address("alice@d2.test"))))
                .isEqualTo("alice");
        assertThat(second.size()).isEqualTo(2);
    }

    @Test
    void providerShouldBeAskedWhenTwoAccountsHaveOneName() {
        ContentBuilder builder = builder();
        builder.found(identity("1", "alice", "info@d1.test"));
        builder.found(identity("2", "Alice", "info@d1.test"));
        Content content = builder.finish(true);

        assertThat(content.byLogin("alice")).isEmpty();
        assertThat(ListedProvider.logins(content.byAddress(address("info@d1.test"))))
                .isEqualTo("Alice alice");
    }

    @Test
    void allOwnersShouldBeFoundWhenThreeShareAnAddress() {
        ContentBuilder builder = builder();
        builder.found(identity("1", "alice", "info@d1.test"));
        builder.found(identity("2", "bob", "", "info@d1.test"));
        builder.found(identity("3", "carol", "carol@d1.test", "info@d1.test"));

        assertThat(ListedProvider.logins(builder.finish(true).byAddress(address("info@d1.test"))))
                .isEqualTo("alice bob carol");
    }

    @Test
    void accountShouldBeFoundOnceWhenItsPrimaryAddressIsAnAliasToo() {
        ContentBuilder builder = builder();
        builder.found(identity("1", "alice", "alice@d1.test", "alice@d1.test"));

        assertThat(ListedProvider.logins(builder.finish(true).byAddress(address("alice@d1.test"))))
                .isEqualTo("alice");
    }
}
