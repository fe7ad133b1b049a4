package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.MailGroup;

/** Who is a member of a group in a directory, and how many may be. */
@Timeout(60)
class MembersTest {

    private static final String GROUPS = "ou=groups,dc=d1,dc=test";
    private static final String OTHERS = "ou=others,dc=d1,dc=test";
    private static final EmailAddress STAFF =
            EmailAddress.parse("staff@d1.test").orElseThrow();

    private final InMemoryDirectory directory = new InMemoryDirectory();

    @BeforeEach
    void populate() {
        for (String unit : List.of(GROUPS, OTHERS)) {
            directory.add("dn: " + unit, "objectClass: organizationalUnit", "ou: x");
        }
        person("alice");
        person("bob");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private void person(String uid) {
        directory.add(
                "dn: uid=" + uid + "," + InMemoryDirectory.PEOPLE,
                "objectClass: person",
                "uid: " + uid,
                "mail: " + uid + "@d1.test");
    }

    private void contact(String name, String branch, String mail) {
        directory.add("dn: cn=" + name + "," + branch, "objectClass: person", "cn: " + name, "mail: " + mail);
    }

    private static String person(int number) {
        return "uid=user" + number + "," + InMemoryDirectory.PEOPLE;
    }

    private void group(String name, String type, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "dn: cn=" + name + "," + GROUPS, "objectClass: " + type, "cn: " + name, "mail: " + name + "@d1.test"));
        all.addAll(List.of(lines));
        directory.add(all.toArray(String[]::new));
    }

    private GroupLookup find(Map<String, Object> more, int limit) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("group_base_dn", GROUPS, "group_address_attribute", "mail"));
        settings.putAll(more);
        try (IdentityProvider provider = directory.provider(settings, limit)) {
            return provider.groups().orElseThrow().findGroupByAddress(STAFF);
        }
    }

    private List<String> members() {
        return members(find(Map.of(), 1000));
    }

    private static List<String> members(GroupLookup answer) {
        assertThat(answer).isInstanceOf(GroupLookup.Found.class);
        MailGroup group = ((GroupLookup.Found) answer).group();
        return Stream.concat(
                        group.members().stream().map(Account::loginName),
                        group.contacts().stream().map(EmailAddress::toString))
                .toList();
    }

    @Test
    void entryWithoutALoginShouldBeAContactWhereverItStands() {
        contact("Partner", InMemoryDirectory.PEOPLE, "partner@far.example");
        contact("Other", OTHERS, "other@far.example");
        group(
                "staff",
                "groupOfNames",
                "member: uid=alice," + InMemoryDirectory.PEOPLE,
                "member: cn=Partner," + InMemoryDirectory.PEOPLE,
                "member: cn=Other," + OTHERS,
                "member: cn=Gone," + OTHERS,
                "member: cn=x,ou=nowhere,dc=d1,dc=test",
                "member: cn=x,dc=far,dc=example",
                "member: " + GROUPS);

        assertThat(members()).containsExactly("alice", "partner@far.example", "other@far.example");
    }

    @Test
    void groupOfContactsAloneShouldBeFound() {
        contact("Other", OTHERS, "other@far.example");
        group("staff", "groupOfNames", "member: cn=Other," + OTHERS);

        assertThat(members()).containsExactly("other@far.example");
    }

    /** Those who left may have been moved out of the branch, or out of the filter. */
    @Test
    void entryWithALoginThatIsNoAccountHereShouldBeNoMember() {
        directory.add("dn: uid=former," + OTHERS, "objectClass: person", "uid: former", "mail: former@d1.test");
        directory.add(
                "dn: uid=locked," + InMemoryDirectory.PEOPLE, "objectClass: device", "uid: locked", "mail: l@d1.test");
        group(
                "staff",
                "groupOfNames",
                "member: uid=former," + OTHERS,
                "member: uid=locked," + InMemoryDirectory.PEOPLE,
                "member: uid=alice," + InMemoryDirectory.PEOPLE);

        assertThat(members()).containsExactly("alice");
    }

    @Test
    void contactWithoutAnAddressShouldBeLeftOut() {
        directory.add("dn: cn=Mute," + OTHERS, "objectClass: person", "cn: Mute");
        group("staff", "groupOfNames", "member: cn=Mute," + OTHERS, "member: uid=bob," + InMemoryDirectory.PEOPLE);

        assertThat(members()).containsExactly("bob");
    }

    @Test
    void membersOfAPosixGroupShouldBeTheAccountsWithTheseLogins() {
        group("staff", "posixGroup", "memberUid: ALICE", "memberUid: bob", "memberUid: gone");

        assertThat(members()).containsExactly("alice", "bob");
    }

    @Test
    void accountShouldBeOneMemberWhenTheGroupNamesItTwice() {
        group(
                "staff",
                "groupOfNames",
                "objectClass: posixGroup",
                "memberUid: alice",
                "member: uid=alice," + InMemoryDirectory.PEOPLE);

        assertThat(members(find(Map.of(), 1))).containsExactly("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "nisMailAlias, rfc822MailMember",
        "groupOfUniqueNames, mgrpRFC822MailMember",
        "mailGroup, rfc822MailMember"
    })
    void valueOfAMailGroupShouldBeAnAddressOrALoginOrALocalPart(String type, String attribute) {
        group(
                "staff",
                type,
                attribute + ": Partner@far.example",
                attribute + ": bob",
                attribute + ": sales",
                attribute + ": |/usr/bin/vacation alice",
                attribute + ": :include:/etc/list",
                attribute + ": /dev/null",
                attribute + ": no address@far.example");

        assertThat(members()).containsExactlyInAnyOrder("bob", "partner@far.example", "sales@d1.test");
    }

    @Test
    void contactsOfGroupsWithinShouldBeMembers() {
        contact("Other", OTHERS, "other@far.example");
        group("inner", "groupOfNames", "member: cn=Other," + OTHERS, "rfc822MailMember: third@far.example");
        group("staff", "groupOfNames", "member: cn=inner," + GROUPS);

        assertThat(members()).containsExactlyInAnyOrder("other@far.example", "third@far.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeipa", "lldap"})
    void entryWithoutALoginThatNamesTheGroupShouldBeAContact(String preset) {
        contact("Partner", InMemoryDirectory.PEOPLE, "partner@far.example");
        group("staff", "groupOfNames", "rfc822MailMember: third@far.example");
        for (String entry :
                List.of("cn=Partner," + InMemoryDirectory.PEOPLE, "uid=alice," + InMemoryDirectory.PEOPLE)) {
            directory.modify(entry, "memberOf", "cn=staff," + GROUPS);
            directory.modify(entry, "ipaUniqueID", entry);
        }

        assertThat(members(find(Map.of("preset", preset, "id_attribute", "ipaUniqueID"), 1000)))
                .containsExactlyInAnyOrder("alice", "partner@far.example", "third@far.example");
    }

    @Test
    void allValuesShouldBeReadWhenTheServerSendsThemInParts() {
        String[] lines =
                IntStream.range(0, 40).mapToObj(i -> "member: " + person(i)).toArray(String[]::new);
        IntStream.range(0, 40).forEach(i -> person("user" + i));
        group("staff", "groupOfNames", lines);
        directory.sendMembersInParts(15);

        assertThat(members()).hasSize(40);
    }

    /** As many questions as for one member: nobody is read. */
    @ParameterizedTest
    @CsvSource({"2500, 40", "60000, 1000"})
    void groupShouldBeBrokenBeforeAnybodyIsReadWhenItNamesFarMoreMembersThanItMayHave(int named, int limit) {
        String[] lines =
                IntStream.range(0, named).mapToObj(i -> "member: " + person(i)).toArray(String[]::new);
        group("staff", "groupOfNames", lines);
        directory.failSearches(ResultCode.OTHER, "user1");

        assertThat(find(Map.of(), limit)).isInstanceOf(GroupLookup.Broken.class);
    }

    @Test
    void groupShouldBeBrokenWhenItsPeopleAndContactsAreMoreThanItMayHave() {
        contact("Other", OTHERS, "other@far.example");
        group(
                "staff",
                "groupOfNames",
                "member: uid=alice," + InMemoryDirectory.PEOPLE,
                "member: uid=bob," + InMemoryDirectory.PEOPLE,
                "member: cn=Other," + OTHERS);

        assertThat(find(Map.of(), 2)).isEqualTo(GroupLookup.broken("the group has more than 2 members"));
        assertThat(find(Map.of(), 3)).isInstanceOf(GroupLookup.Found.class);
    }

    @Test
    void groupShouldBeUnclearWhenAMemberCannotBeRead() {
        String[] many =
                IntStream.range(0, 1001).mapToObj(i -> "b" + i + "@d1.test").toArray(String[]::new);
        directory.modify("uid=bob," + InMemoryDirectory.PEOPLE, "mail", many);
        group("staff", "groupOfNames", "member: uid=bob," + InMemoryDirectory.PEOPLE);

        assertThat(find(Map.of(), 1000))
                .isNotInstanceOf(GroupLookup.Found.class)
                .isNotEqualTo(GroupLookup.notFound());
    }

    @Test
    void groupShouldBeUnclearWhenTwoAccountsHaveTheLoginOfAMember() {
        directory.add("dn: ou=more," + InMemoryDirectory.PEOPLE, "objectClass: organizationalUnit", "ou: more");
        directory.add("dn: uid=alice,ou=more," + InMemoryDirectory.PEOPLE, "objectClass: person", "uid: alice");
        group("staff", "posixGroup", "memberUid: alice");

        assertThat(find(Map.of(), 1000).isUnclear()).isTrue();
    }
}
