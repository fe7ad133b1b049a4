package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.testkit.GroupProviderContract;
import org.mailcloak.testkit.SourceGroup;

/** Distribution lists in a real Keycloak. There a group is within one other at most, so none contains itself. */
@RealKeycloak
@Timeout(300)
class KeycloakListsTest implements GroupProviderContract {

    private static final Map<List<?>, KeycloakRealm> REALMS = new HashMap<>();

    private final KeycloakServer server;

    KeycloakListsTest(KeycloakServer server) {
        this.server = server;
    }

    @Override
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        KeycloakRealm realm = REALMS.computeIfAbsent(List.of(accounts, groups), key -> create(accounts, groups));
        return provider(realm, Map.of());
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() {
        // Port 1 of the loopback address: nobody listens there.
        return provider(create(List.of(), List.of()), Map.of("base_url", URI.create("http://127.0.0.1:1")));
    }

    private static IdentityProvider provider(KeycloakRealm realm, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "group_address_attribute",
                "mail",
                "group_posting_attribute",
                "posting",
                "group_send_as_attribute",
                "sendAs"));
        values.putAll(more);
        return realm.provider(values);
    }

    private KeycloakRealm create(List<Account> accounts, List<SourceGroup> groups) {
        return KeycloakRealm.create(server, accounts, groups);
    }

    @Test
    void membersShouldBeReadPageByPageFromGroupsThreeDeep() {
        List<Account> people = IntStream.range(0, 500)
                .mapToObj(i -> Account.builder("m" + i, "m" + i)
                        .primaryAddress(EmailAddress.parse("m" + i + "@d1.test"))
                        .build())
                .toList();
        List<SourceGroup> groups = List.of(
                group("all", "all@d1.test", people.subList(0, 0), "north", "south"),
                group("north", "north@d1.test", people.subList(0, 300)),
                group("south", "south@d1.test", people.subList(250, 400), "coast"),
                group("coast", "coast@d1.test", people.subList(400, 500)));

        try (IdentityProvider provider = provider(people, groups)) {
            GroupLookup answer = provider.groups()
                    .orElseThrow()
                    .findGroupByAddress(EmailAddress.parse("all@d1.test").orElseThrow());

            assertThat(answer).isInstanceOf(GroupLookup.Found.class);
            assertThat(((GroupLookup.Found) answer).group().members())
                    .hasSize(500)
                    .extracting(Account::loginName)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void groupShouldHaveTheAddressOfItsNameWhenARuleSaysSo() {
        List<SourceGroup> groups = List.of(new SourceGroup(
                "Sales-Team",
                Optional.empty(),
                List.of(),
                List.of(),
                MailGroup.Posting.DOMAIN,
                Set.of(),
                MailGroup.SendAs.NONE));
        try (IdentityProvider provider =
                provider(create(List.of(), groups), Map.of("group_address_domain", "d1.test"))) {
            assertThat(provider.groups()
                            .orElseThrow()
                            .findGroupByAddress(
                                    EmailAddress.parse("sales-team@d1.test").orElseThrow()))
                    .isInstanceOf(GroupLookup.Found.class);
            assertThat(provider.groups()
                            .orElseThrow()
                            .findGroupByAddress(
                                    EmailAddress.parse("sales@d1.test").orElseThrow()))
                    .isEqualTo(GroupLookup.notFound());
        }
    }

    private static SourceGroup group(String name, String address, List<Account> people, String... groups) {
        return new SourceGroup(
                name,
                EmailAddress.parse(address),
                people.stream().map(Account::loginName).toList(),
                List.of(groups),
                MailGroup.Posting.DOMAIN,
                Set.of(),
                MailGroup.SendAs.NONE);
    }
}
