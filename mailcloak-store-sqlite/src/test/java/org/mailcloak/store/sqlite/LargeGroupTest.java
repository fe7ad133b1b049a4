package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Groups and addresses that lead to more than one look-up may read: a stranger's message must not fill the memory. */
class LargeGroupTest {

    private static final EmailAddress ALL = EmailAddress.parse("all@d1.test").orElseThrow();

    /** Counts up to a number that follows. */
    private static final String COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ";

    @TempDir
    Path directory;

    private Path file;

    /** The group all has the address; part and other are groups without one. */
    @BeforeEach
    void makeGroups() throws Exception {
        file = fresh(directory);
        execute(
                file,
                "INSERT INTO user_groups(group_name, group_id, address, posting) VALUES"
                        + " ('all', 'g1', 'all@d1.test', 'anyone'), ('part', 'g2', NULL, 'anyone'),"
                        + " ('other', 'g3', NULL, 'anyone')");
    }

    @Test
    void groupShouldBeFoundWhenItHasAsManyMembersAsItMay() throws Exception {
        users(10_000);
        members("all", 10_000);

        assertThat(find().isFound()).isTrue();
    }

    @Test
    void groupShouldBeBrokenWhenItHasMoreMembers() throws Exception {
        users(10_001);
        members("all", 10_001);

        assertThat(find()).isEqualTo(GroupLookup.broken("the group has more than 10000 members"));
    }

    @Test
    void groupShouldBeFoundWhenGroupsWithinItHaveTheSameMembers() throws Exception {
        users(6_000);
        members("all", 6_000);
        members("part", 6_000);
        members("other", 6_000);
        execute(
                file,
                "INSERT INTO user_group_subgroups(group_name, subgroup) VALUES ('all', 'part'), ('all', 'other')");

        assertThat(find())
                .isInstanceOfSatisfying(
                        GroupLookup.Found.class,
                        found -> assertThat(found.group().members()).hasSize(6_000));
    }

    @ParameterizedTest
    @CsvSource({"user_group_contacts, address, members", "user_group_senders, sender, named senders"})
    void groupShouldBeBrokenWhenItHasTooManyOfOneKind(String table, String column, String what) throws Exception {
        execute(
                file,
                COUNT + "10001) INSERT INTO " + table + "(group_name, " + column
                        + ") SELECT 'all', 'x' || i || '@d2.test' FROM n");

        assertThat(find()).isEqualTo(GroupLookup.broken("the group has more than 10000 " + what));
    }

    @Test
    void groupShouldBeBrokenWhenItContainsTooManyGroups() throws Exception {
        execute(
                file,
                COUNT + "1500) INSERT INTO user_groups(group_name, group_id) SELECT 'x' || i, 'x' || i FROM n",
                "INSERT INTO user_group_subgroups(group_name, subgroup) SELECT 'all', group_name FROM user_groups");

        assertThat(find()).isEqualTo(GroupLookup.broken("the group contains more than 1000 groups"));
    }

    @Test
    void groupShouldBeUnclearWhenItsMembersHaveTooManyAddresses() throws Exception {
        users(100);
        members("all", 100);
        execute(
                file,
                COUNT + "301) INSERT INTO user_addresses(login, address)"
                        + " SELECT login, 'a' || i || '.' || login || '@d1.test' FROM users, n");

        assertThat(find().isUnclear()).isTrue();
    }

    @Test
    void addressShouldBeUnclearWhenItsOwnerHasTooMany() throws Exception {
        users(2);
        execute(
                file,
                COUNT
                        + "5001) INSERT INTO user_addresses(login, address) SELECT 'user1', 'a' || i || '@d1.test' FROM n");

        assertThat(owners("a7@d1.test").isUnclear()).isTrue();
        assertThat(owners("user2@d1.test").isFound()).isTrue();
    }

    @Test
    void addressShouldBeUnclearWhenTooManyUsersHaveIt() throws Exception {
        users(1_001);
        execute(file, "INSERT INTO user_addresses(login, address) SELECT login, 'office@d1.test' FROM users");

        assertThat(owners("office@d1.test").isUnclear()).isTrue();
        assertThat(owners("user2@d1.test").isFound()).isTrue();
    }

    private void users(int count) throws Exception {
        execute(
                file,
                COUNT + count + ") INSERT INTO users(login, user_id, primary_address)"
                        + " SELECT 'user' || i, 'u' || i, 'user' || i || '@d1.test' FROM n");
    }

    private void members(String group, int count) throws Exception {
        execute(
                file,
                "INSERT INTO user_group_members(group_name, login) SELECT '" + group + "', login FROM users LIMIT "
                        + count);
    }

    private GroupLookup find() {
        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            return provider.findGroupByAddress(ALL);
        }
    }

    private LookupResult owners(String address) {
        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            return provider.findByAddress(EmailAddress.parse(address).orElseThrow());
        }
    }
}
