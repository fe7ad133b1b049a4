package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.MailGroup;

@Timeout(30)
class FakeGroupsTest implements GroupProviderContract {

    @Override
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        FakeIdentityProvider provider = new FakeIdentityProvider(accounts.toArray(Account[]::new));
        Map<String, Account> people =
                accounts.stream().collect(Collectors.toMap(Account::loginName, Function.identity()));
        Map<String, SourceGroup> byName =
                groups.stream().collect(Collectors.toMap(SourceGroup::name, Function.identity()));
        groups.stream()
                .filter(group -> group.address().isPresent())
                .map(group -> GroupExpander.of(
                        group.name(),
                        name -> content(byName.get(name), people),
                        members -> new MailGroup(
                                group.name(),
                                group.name(),
                                group.address().orElseThrow(),
                                members,
                                group.posting(),
                                group.senders(),
                                group.sendAs())))
                .forEach(answer -> provider.put(((GroupLookup.Found) answer).group()));
        return provider;
    }

    private static GroupExpander.Content content(SourceGroup group, Map<String, Account> people) {
        return new GroupExpander.Content(
                group.members().stream().map(people::get).toList(), group.subgroups());
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() {
        FakeIdentityProvider provider = (FakeIdentityProvider)
                provider(List.of(), List.of(SourceGroup.list("staff@d1.test", List.of(), List.of())));
        provider.goDown("The test says so");
        return provider;
    }

    @Test
    void groupShouldBeBrokenWhenAnotherHasItsAddress() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        for (String id : List.of("one", "two")) {
            provider.put(new MailGroup(
                    id,
                    id,
                    Accounts.address("staff@d1.test"),
                    List.of(),
                    MailGroup.Posting.ANYONE,
                    Set.of(),
                    MailGroup.SendAs.NONE));
        }

        assertThat(provider.findGroupByAddress(Accounts.address("staff@d1.test")))
                .isInstanceOf(GroupLookup.Broken.class);
        assertThat(provider.groupLookups()).isEqualTo(1);
    }
}
