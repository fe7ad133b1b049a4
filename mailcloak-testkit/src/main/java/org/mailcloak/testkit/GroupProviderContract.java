package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/**
 * What every {@link IdentityProvider} must do that knows groups with addresses, beside {@link IdentityProviderContract}.
 * Each test calls a set-up method at most once and closes the provider it got.
 */
public interface GroupProviderContract {

    /**
     * Makes a provider, configured so that its source can express every account state and every rule of a group, and puts
     * exactly these accounts and groups into the source.
     */
    IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) throws Exception;

    /** As that of {@link IdentityProviderContract}, with groups configured. */
    IdentityProvider unreachableProviderWithGroups() throws Exception;

    private static GroupLookup find(IdentityProvider provider, String address) {
        return provider.groups().orElseThrow().findGroupByAddress(Accounts.address(address));
    }

    private static MailGroup found(GroupLookup answer) {
        assertThat(answer).isInstanceOf(GroupLookup.Found.class);
        return ((GroupLookup.Found) answer).group();
    }

    private static List<String> logins(GroupLookup answer) {
        return found(answer).members().stream().map(Account::loginName).toList();
    }

    @Test
    default void groupShouldHaveItsMembersWhenItIsAskedForByAddress() throws Exception {
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice", "bob"), List.of());
        try (IdentityProvider provider = provider(Accounts.ALL, List.of(staff))) {
            GroupLookup answer = find(provider, "Staff@D1.test");

            assertThat(provider.groups()).isPresent();
            assertThat(logins(answer)).containsExactlyInAnyOrder("alice", "bob");
            assertThat(found(answer).name()).isEqualTo("staff");
            assertThat(found(answer).address()).isEqualTo(Accounts.address("staff@d1.test"));
        }
    }

    @Test
    default void memberShouldBeTheAccountThatLookUpsFind() throws Exception {
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice"), List.of());
        try (IdentityProvider provider = provider(Accounts.ALL, List.of(staff))) {
            MailGroup group = found(find(provider, "staff@d1.test"));

            Accounts.assertFound(LookupResult.of(group.members()), Accounts.ALICE);
            assertThat(provider.findByLogin("alice"))
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            alice -> assertThat(group.includes(alice.accounts().get(0)))
                                    .isTrue());
            assertThat(provider.findByLogin("bob"))
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            bob -> assertThat(group.includes(bob.accounts().get(0)))
                                    .isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource(AccountState.class)
    default void memberShouldTellItsStateWhenItHasIt(AccountState state) throws Exception {
        Account erin = Accounts.account("erin", "erin@d1.test", Set.of(), state);
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("erin"), List.of());
        try (IdentityProvider provider = provider(List.of(erin), List.of(staff))) {
            assertThat(found(find(provider, "staff@d1.test")).members())
                    .extracting(Account::state)
                    .containsExactly(state);
        }
    }

    @Test
    default void membersOfNestedGroupsShouldBeMembersOnceEach() throws Exception {
        List<SourceGroup> groups = List.of(
                SourceGroup.list("all@d1.test", List.of("alice"), List.of("left", "right")),
                SourceGroup.part("left", List.of("bob"), List.of("deep")),
                SourceGroup.part("right", List.of("bob", "carol"), List.of()),
                SourceGroup.part("deep", List.of("dave", "alice"), List.of()));
        try (IdentityProvider provider = provider(Accounts.ALL, groups)) {
            assertThat(logins(find(provider, "all@d1.test")))
                    .containsExactlyInAnyOrder("alice", "bob", "carol", "dave");
        }
    }

    @Test
    default void groupShouldBeEmptyWhenNobodyIsInIt() throws Exception {
        List<SourceGroup> groups = List.of(
                SourceGroup.list("none@d1.test", List.of(), List.of("part")),
                SourceGroup.part("part", List.of(), List.of()));
        try (IdentityProvider provider = provider(Accounts.ALL, groups)) {
            assertThat(logins(find(provider, "none@d1.test"))).isEmpty();
        }
    }

    @Test
    default void groupShouldHaveEveryMemberWhenThereAreMany() throws Exception {
        List<Account> people = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            people.add(Accounts.account("u" + i, "u" + i + "@d1.test", Set.of(), AccountState.ACTIVE));
        }
        List<String> logins = people.stream().map(Account::loginName).toList();
        try (IdentityProvider provider =
                provider(people, List.of(SourceGroup.list("many@d1.test", logins, List.of())))) {
            assertThat(logins(find(provider, "many@d1.test"))).containsExactlyInAnyOrderElementsOf(logins);
        }
    }

    @ParameterizedTest
    @EnumSource(MailGroup.Posting.class)
    default void groupShouldTellItsRulesWhenTheSourceHasThem(MailGroup.Posting posting) throws Exception {
        Set<String> senders = posting == MailGroup.Posting.SENDERS ? Set.of("boss@d1.test", "press") : Set.of();
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice"), List.of())
                .ruled(posting, senders, MailGroup.SendAs.MEMBERS);
        try (IdentityProvider provider = provider(Accounts.ALL, List.of(staff))) {
            MailGroup group = found(find(provider, "staff@d1.test"));

            assertThat(group.posting()).isEqualTo(posting);
            assertThat(group.senders()).isEqualTo(senders);
            assertThat(group.sendAs()).isEqualTo(MailGroup.SendAs.MEMBERS);
        }
    }

    @Test
    default void groupShouldLetNobodySendAsItWhenTheSourceSaysSo() throws Exception {
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice"), List.of())
                .ruled(MailGroup.Posting.MEMBERS, Set.of("boss@d1.test"), MailGroup.SendAs.NONE);
        try (IdentityProvider provider = provider(Accounts.ALL, List.of(staff))) {
            MailGroup group = found(find(provider, "staff@d1.test"));

            assertThat(group.sendAs()).isEqualTo(MailGroup.SendAs.NONE);
            assertThat(group.senders()).containsExactly("boss@d1.test");
        }
    }

    @Test
    default void groupShouldNotBeFoundWhenNoneHasTheAddress() throws Exception {
        List<SourceGroup> groups = List.of(
                SourceGroup.list("staff@d1.test", List.of("alice"), List.of("part")),
                SourceGroup.part("part", List.of("bob"), List.of()));
        try (IdentityProvider provider = provider(Accounts.ALL, groups)) {
            for (String address : List.of("part@d1.test", "staff@d2.test", "alice@d1.test", "staf@d1.test")) {
                assertThat(find(provider, address)).as(address).isEqualTo(GroupLookup.notFound());
            }
        }
    }

    @Test
    default void groupShouldNotBeFoundWhenTheAddressIsHostile() throws Exception {
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice"), List.of());
        try (IdentityProvider provider = provider(Accounts.ALL, List.of(staff))) {
            for (EmailAddress address : HostileInputs.addresses()) {
                assertThat(provider.groups().orElseThrow().findGroupByAddress(address))
                        .isEqualTo(GroupLookup.notFound());
            }
        }
    }

    @Test
    default void groupsShouldBeUnavailableWhenTheSourceCannotBeAsked() throws Exception {
        try (IdentityProvider provider = unreachableProviderWithGroups()) {
            assertThat(provider.groups()).isPresent();
            assertThat(find(provider, "staff@d1.test").failure()).isPresent();
        }
    }

    @Test
    default void groupsShouldBeUnavailableWhenTheProviderIsClosed() throws Exception {
        SourceGroup staff = SourceGroup.list("staff@d1.test", List.of("alice"), List.of());
        IdentityProvider provider = provider(Accounts.ALL, List.of(staff));
        provider.close();

        assertThat(find(provider, "staff@d1.test").failure()).isPresent();
        assertThat(find(provider, "nobody@d1.test").failure()).isPresent();
    }
}
