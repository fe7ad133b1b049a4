package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;

/** The accounts of {@link IdentityProviderContract}, and how its answers are compared. */
final class Accounts {

    /** Owns {@code info@d1.test} together with Bob. */
    static final Account ALICE =
            account("alice", "alice@d1.test", Set.of("a.liddell@d1.test", "info@d1.test"), AccountState.ACTIVE);

    static final Account BOB = account("bob", "bob@d1.test", Set.of("info@d1.test"), AccountState.SEND_BLOCKED);
    static final Account CAROL = account("carol", "carol@d2.test", Set.of(), AccountState.DISABLED);

    /** Has no address at all. */
    static final Account DAVE = Account.builder("id-dave", "dave").build();

    static final List<Account> ALL = List.of(ALICE, BOB, CAROL, DAVE);

    private Accounts() {}

    static Account account(String login, String primary, Set<String> aliases, AccountState state) {
        return Account.builder("id-" + login, login)
                .primaryAddress(address(primary))
                .aliasAddresses(aliases.stream().map(Accounts::address).collect(Collectors.toSet()))
                .state(state)
                .build();
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** Exactly these, in any order; ids and groups aside. */
    static void assertFound(LookupResult answer, Account... expected) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertSame(((LookupResult.Found) answer).accounts(), List.of(expected));
    }

    /** Exactly these, in any order; ids and groups aside. */
    static void assertSame(Collection<Account> told, Collection<Account> expected) {
        assertThat(told.stream().map(Accounts::essence))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Accounts::essence).toList());
    }

    static void assertUnavailable(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(((LookupResult.Unavailable) answer).reason()).isNotBlank().doesNotContain("\n", "\r");
    }

    /** Empty for an answer that is not exactly one account. */
    static Optional<String> onlyLogin(LookupResult answer) {
        return answer instanceof LookupResult.Found found && found.accounts().size() == 1
                ? Optional.of(found.accounts().get(0).loginName())
                : Optional.empty();
    }

    private static Account essence(Account account) {
        return Account.builder("id-" + account.loginName(), account.loginName())
                .primaryAddress(account.primaryAddress())
                .aliasAddresses(account.aliasAddresses())
                .state(account.state())
                .scope(account.scope())
                .build();
    }
}
