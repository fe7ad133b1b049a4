package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.mirror.ListedProvider.address;
import static org.mailcloak.mirror.ListedProvider.logins;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;

/** Records of one list that have the same id. */
class DoubledIdTest {

    private static final Account X = account("7", "x", "x@d1.test");
    private static final Account Y = account("7", "y", "y@d1.test");

    private final AccountIndexBuilder builder = new AccountIndexBuilder(name -> name.toLowerCase(Locale.ROOT));

    private static Account account(String id, String login, String address) {
        return Account.builder(id, login).primaryAddress(address(address)).build();
    }

    private AccountIndex content(Account... accounts) {
        for (Account account : accounts) {
            builder.found(account);
        }
        return builder.finish(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y"})
    void providerShouldBeAskedForBothWhenTheirLoginsDiffer(String login) {
        AccountIndex content = content(X, account("8", "z", "z@d1.test"), Y);

        assertThat(logins(content.byLogin(login))).isEqualTo("ask");
        assertThat(logins(content.byAddress(address(login + "@d1.test")))).isEqualTo("ask");
    }

    @Test
    void othersShouldBeAnsweredForWhenTwoRecordsConflict() {
        AccountIndex content = content(X, account("8", "z", "z@d1.test"), Y);

        assertThat(logins(content.byLogin("z"))).isEqualTo("z");
        assertThat(logins(content.byAddress(address("z@d1.test")))).isEqualTo("z");
        assertThat(logins(content.byLogin("nobody"))).isEqualTo("nobody");
        assertThat(logins(content.byAddress(address("nobody@d1.test")))).isEqualTo("nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"old@d1.test", "new@d1.test"})
    void providerShouldBeAskedForBothAddressesWhenOnlyThoseDiffer(String address) {
        AccountIndex content = content(account("7", "x", "old@d1.test"), account("7", "x", "new@d1.test"));

        assertThat(logins(content.byAddress(address(address)))).isEqualTo("ask");
        assertThat(logins(content.byLogin("x"))).isEqualTo("ask");
    }

    @Test
    void providerShouldBeAskedWhenOnlyTheStatesDiffer() {
        AccountIndex content =
                content(X, X.toBuilder().state(AccountState.DISABLED).build());

        assertThat(logins(content.byLogin("x"))).isEqualTo("ask");
    }

    @Test
    void providerShouldBeAskedForAFurtherLoginWhenOnlyOneOfTheRecordsHasIt() {
        builder.found(X, Set.of("x", "Alias"));

        assertThat(logins(content(X).byLogin("alias"))).isEqualTo("ask");
    }

    @Test
    void providerShouldBeAskedWhenARecordStandsBetweenTwoEqualOnes() {
        AccountIndex content = content(X, Y, X);

        assertThat(logins(content.byLogin("x"))).isEqualTo("ask");
        assertThat(logins(content.byLogin("y"))).isEqualTo("ask");
        assertThat(builder.conflicts()).isEqualTo(1);
    }

    @Test
    void accountShouldBeFoundWhenEqualRecordsOfItAreListed() {
        AccountIndex content =
                content(X, account("8", "z", "z@d1.test"), X.toBuilder().build());

        assertThat(logins(content.byLogin("x"))).isEqualTo("x");
        assertThat(content.size()).isEqualTo(2);
        assertThat(builder.conflicts()).isZero();
    }

    @Test
    void providerShouldStillBeAskedWhenMoreIsTakenAfterwards() {
        content(X, Y);
        AccountIndex later = content(account("8", "z", "z@d1.test"));

        assertThat(logins(later.byLogin("x"))).isEqualTo("ask");
        assertThat(logins(later.byLogin("y"))).isEqualTo("ask");
        assertThat(builder.conflicts()).isEqualTo(1);
    }

    @Test
    void listShouldBeTooLargeWhenTheDoubtsHaveNoRoom() {
        AccountIndexBuilder small = new AccountIndexBuilder(name -> name, 20_000);
        for (int i = 0; i < 100; i++) {
            small.found(account("7", "user" + i, "user" + i + "@d1.test"));
        }

        assertThatThrownBy(() -> small.finish(true)).isInstanceOf(TooManyAccountsException.class);
    }
}
