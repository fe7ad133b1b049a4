package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

@Timeout(60)
class GroupsTest {

    private static final String ALICE = "uid=alice," + InMemoryDirectory.PEOPLE;

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @BeforeEach
    void populate() {
        directory.add("dn: " + ALICE, "objectClass: person", "uid: alice");
        directory.add("dn: ou=groups,dc=d1,dc=test", "objectClass: organizationalUnit", "ou: groups");
        group("sales", ALICE, group("staff"));
        group("staff", group("sales"), group("staff"));
        group("all", group("staff"));
        group("empty", "");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private static String group(String name) {
        return "cn=" + name + ",ou=groups,dc=d1,dc=test";
    }

    private void group(String name, String... members) {
        directory.add("dn: " + group(name), "objectClass: groupOfNames", "cn: " + name);
        directory.modify(group(name), "member", members);
    }

    private Set<String> groups(Map<String, Object> settings) {
        try (IdentityProvider provider = directory.provider(settings)) {
            Lookup answer = provider.findByLogin("alice");
            assertThat(answer).isInstanceOf(Lookup.Found.class);
            return ((Lookup.Found) answer).identities().get(0).groups();
        }
    }

    @Test
    void groupsShouldIncludeThoseOfGroupsEvenInACircle() {
        assertThat(groups(Map.of("groups", true, "group_base_dn", "ou=groups,dc=d1,dc=test")))
                .containsExactlyInAnyOrder("sales", "staff", "all");
    }

    @Test
    void groupsShouldNotBeAskedForWhenTheyAreNotWanted() {
        assertThat(groups(Map.of("group_base_dn", "ou=groups,dc=d1,dc=test"))).isEmpty();
    }

    @Test
    void memberShouldBeFoundByUniqueMemberToo() {
        directory.modify(group("empty"), "uniqueMember", ALICE);

        assertThat(groups(Map.of("groups", true, "group_base_dn", "ou=groups,dc=d1,dc=test")))
                .contains("empty");
    }
}
