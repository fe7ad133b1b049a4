package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/** The accounts of {@link IdentityProviderContract}, and how its answers are compared. */
final class Accounts {

    /** Owns {@code info@d1.test} together with Bob. */
    static final Identity ALICE =
            account("alice", "alice@d1.test", Set.of("a.liddell@d1.test", "info@d1.test"), AccountState.ACTIVE);

    static final Identity BOB = account("bob", "bob@d1.test", Set.of("info@d1.test"), AccountState.SEND_BLOCKED);
    static final Identity CAROL = account("carol", "carol@d2.test", Set.of(), AccountState.DISABLED);

    /** Has no address at all. */
    static final Identity DAVE =
            new Identity("id-dave", "dave", Optional.empty(), Set.of(), AccountState.ACTIVE, Set.of());

    static final List<Identity> ALL = List.of(ALICE, BOB, CAROL, DAVE);

    private Accounts() {}

    static Identity account(String login, String primary, Set<String> aliases, AccountState state) {
        return new Identity(
                "id-" + login,
                login,
                Optional.of(address(primary)),
                aliases.stream().map(Accounts::address).collect(Collectors.toSet()),
                state,
                Set.of());
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** Exactly these, in any order; ids and groups aside. */
    static void assertFound(Lookup answer, Identity... expected) {
        assertThat(answer).isInstanceOf(Lookup.Found.class);
        assertSame(((Lookup.Found) answer).identities(), List.of(expected));
    }

    /** Exactly these, in any order; ids and groups aside. */
    static void assertSame(Collection<Identity> told, Collection<Identity> expected) {
        assertThat(told.stream().map(Accounts::essence))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Accounts::essence).toList());
    }

    static void assertUnavailable(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        assertThat(((Lookup.Unavailable) answer).reason()).isNotBlank().doesNotContain("\n", "\r");
    }

    /** Empty for an answer that is not exactly one account. */
    static Optional<String> onlyLogin(Lookup answer) {
        return answer instanceof Lookup.Found found && found.identities().size() == 1
                ? Optional.of(found.identities().get(0).loginName())
                : Optional.empty();
    }

    private static Identity essence(Identity identity) {
        return new Identity(
                "id-" + identity.loginName(),
                identity.loginName(),
                identity.primaryAddress(),
                identity.aliasAddresses(),
                identity.state(),
                Set.of());
    }
}
