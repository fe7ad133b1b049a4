package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.testkit.GroupProviderContract;
import org.mailcloak.testkit.SourceGroup;

/** Distribution lists in a directory; the contract of all providers with groups. */
@Timeout(60)
class DistributionListsTest implements GroupProviderContract {

    private static final String GROUPS = "ou=groups,dc=d1,dc=test";
    private static final EmailAddress STAFF =
            EmailAddress.parse("staff@d1.test").orElseThrow();

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @BeforeEach
    void addBase() {
        directory.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(InMemoryDirectory.withStates());
        values.put("group_base_dn", GROUPS);
        values.put("group_address_attribute", "mail");
        values.put("group_posting_attribute", "posting");
        values.put("group_send_as_attribute", "sendAs");
        values.putAll(more);
        return values;
    }

    @Override
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        accounts.forEach(directory::add);
        groups.forEach(this::add);
        return directory.provider(settings(Map.of()));
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() {
        return InMemoryDirectory.provider("ldap://127.0.0.1:1", settings(Map.of()));
    }

    private void add(SourceGroup group) {
        List<String> lines = new ArrayList<>(List.of(
                "dn: cn=" + group.name() + "," + GROUPS,
                "objectClass: groupOfNames",
                "cn: " + group.name(),
                "posting: " + group.posting(),
                "sendAs: " + group.sendAs()));
        group.address().ifPresent(address -> lines.add("mail: " + address));
        group.senders().forEach(sender -> lines.add("posting: " + sender));
        group.members().forEach(login -> lines.add("member: uid=" + login + "," + InMemoryDirectory.PEOPLE));
        group.subgroups().forEach(name -> lines.add("member: CN=" + name + ", " + GROUPS));
        directory.add(lines.toArray(String[]::new));
    }

    private void person(String uid) {
        directory.add(
                "dn: uid=" + uid + "," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                "uid: " + uid,
                "mail: " + uid + "@d1.test");
    }

    private GroupLookup find(Map<String, Object> more) {
        try (IdentityProvider provider = directory.provider(settings(more))) {
            return provider.groups().orElseThrow().findGroupByAddress(STAFF);
        }
    }

    private static List<String> logins(GroupLookup answer) {
        assertThat(answer).isInstanceOf(GroupLookup.Found.class);
        return ((GroupLookup.Found) answer)
                .group().members().stream().map(Account::loginName).toList();
    }

    @Test
    void groupsThatContainEachOtherShouldBeReadOnce() {
        person("alice");
        person("bob");
        directory.add(
                "dn: cn=staff," + GROUPS,
                "objectClass: groupOfUniqueNames",
                "cn: staff",
                "mail: staff@d1.test",
                "uniqueMember: uid=alice," + InMemoryDirectory.PEOPLE,
                "uniqueMember: cn=inner," + GROUPS);
        directory.add(
                "dn: cn=inner," + GROUPS,
                "objectClass: groupOfNames",
                "cn: inner",
                "member: UID=Bob," + InMemoryDirectory.PEOPLE,
                "member: cn=staff," + GROUPS,
                "member: no name",
                "member: uid=gone," + InMemoryDirectory.PEOPLE,
                "member: cn=mailcloak,ou=services,dc=d1,dc=test");

        assertThat(logins(find(Map.of()))).containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void memberShouldBeTheEntryOfThatNameAndNotAnotherOneLikeIt() {
        person("alice");
        directory.add("dn: ou=other," + InMemoryDirectory.PEOPLE, "objectClass: organizationalUnit", "ou: other");
        directory.add(
                "dn: uid=alice,ou=other," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                "uid: alice",
                "mail: other@d1.test");
        directory.add(
                "dn: cn=staff," + GROUPS,
                "objectClass: groupOfNames",
                "cn: staff",
                "mail: staff@d1.test",
                "member: uid=alice," + InMemoryDirectory.PEOPLE);

        GroupLookup answer = find(Map.of());

        assertThat(((GroupLookup.Found) answer).group().members())
                .extracting(Account::primaryAddress)
                .containsExactly(EmailAddress.parse("alice@d1.test"));
    }

    @Test
    void groupWithinShouldBeTheEntryOfThatNameAndNotAnotherOneLikeIt() {
        person("alice");
        person("bob");
        directory.add("dn: ou=other," + GROUPS, "objectClass: organizationalUnit", "ou: other");
        for (String inner : List.of("cn=inner," + GROUPS, "cn=inner,ou=other," + GROUPS)) {
            directory.add(
                    "dn: " + inner,
                    "objectClass: groupOfNames",
                    "cn: inner",
                    "member: uid=" + (inner.contains("other") ? "bob" : "alice") + "," + InMemoryDirectory.PEOPLE);
        }
        directory.add(
                "dn: cn=staff," + GROUPS,
                "objectClass: groupOfNames",
                "cn: staff",
                "mail: staff@d1.test",
                "member: cn=inner," + GROUPS);

        assertThat(logins(find(Map.of()))).containsExactly("alice");
    }

    @Test
    void groupShouldBeBrokenWhenTwoHaveTheAddress() {
        for (String name : List.of("a", "b")) {
            directory.add(
                    "dn: cn=" + name + "," + GROUPS, "objectClass: groupOfNames", "cn: " + name, "mail: Staff@d1.test");
        }

        assertThat(find(Map.of()))
                .isInstanceOfSatisfying(
                        GroupLookup.Broken.class,
                        broken -> assertThat(broken.reason()).startsWith("2 groups have the address staff@d1.test: "));
    }

    @Test
    void personShouldBeNoGroupOfTheAddress() {
        person("staff");

        assertThat(find(Map.of("group_base_dn", "dc=d1,dc=test"))).isEqualTo(GroupLookup.notFound());
    }

    @Test
    void groupShouldHaveTheAddressOfItsNameWhenARuleSaysSo() {
        person("alice");
        directory.add(
                "dn: cn=Staff," + GROUPS,
                "objectClass: groupOfNames",
                "cn: Staff",
                "member: uid=alice," + InMemoryDirectory.PEOPLE);

        assertThat(logins(find(Map.of("group_address_domain", "d1.test")))).containsExactly("alice");
        assertThat(find(Map.of("group_address_domain", "d2.test"))).isEqualTo(GroupLookup.notFound());
    }

    @Test
    void groupShouldNotHaveTheAddressOfItsNameWhenItHasOneOfItsOwn() {
        directory.add("dn: cn=staff," + GROUPS, "objectClass: groupOfNames", "cn: staff", "mail: team@d1.test");

        assertThat(find(Map.of("group_address_domain", "d1.test"))).isEqualTo(GroupLookup.notFound());
    }

    /** More than are asked for at once. */
    @Test
    void groupWithinShouldBeReadWhenVeryManyPeopleStandBeforeIt() {
        List<String> lines = new ArrayList<>(
                List.of("dn: cn=staff," + GROUPS, "objectClass: groupOfNames", "cn: staff", "mail: staff@d1.test"));
        for (int i = 0; i < 150; i++) {
            person("user" + i);
            lines.add("member: uid=user" + i + "," + InMemoryDirectory.PEOPLE);
        }
        lines.add("member: cn=inner," + GROUPS);
        directory.add(lines.toArray(String[]::new));
        person("bob");
        directory.add(
                "dn: cn=inner," + GROUPS,
                "objectClass: groupOfNames",
                "cn: inner",
                "member: uid=bob," + InMemoryDirectory.PEOPLE);

        assertThat(logins(find(Map.of()))).hasSize(151).contains("bob");
    }

    @Test
    void membersShouldBeThoseWhoNameTheGroupWhereTheDirectorySaysSo() {
        person("alice");
        person("bob");
        directory.modify("uid=alice," + InMemoryDirectory.PEOPLE, "memberOf", "cn=staff," + GROUPS);
        directory.add("dn: cn=staff," + GROUPS, "objectClass: groupOfNames", "cn: staff", "mail: staff@d1.test");
        directory.modify("uid=alice," + InMemoryDirectory.PEOPLE, "ipaUniqueID", "1");

        assertThat(logins(find(Map.of("preset", "freeipa")))).containsExactly("alice");
    }

    @Test
    void groupShouldBeUnavailableWhenTheDirectoryRefuses() {
        directory.failSearches(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);

        assertThat(find(Map.of())).isInstanceOf(GroupLookup.Unavailable.class);
    }

    @Test
    void providerShouldHaveNoGroupsWhenNoneIsConfigured() {
        try (IdentityProvider provider = directory.provider(Map.of())) {
            assertThat(provider.groups()).isEmpty();
        }
    }
}
