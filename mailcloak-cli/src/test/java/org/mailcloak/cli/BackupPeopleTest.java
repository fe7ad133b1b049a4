package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup holds users, groups and certificates as another program has stored them, or names what it does not hold. */
class BackupPeopleTest {

    private static final String GROUP = "INSERT INTO user_groups(group_name, group_id, address) VALUES ";
    private static final String USER = "INSERT INTO users(login, user_id, primary_address) VALUES ";
    private static final String CERTIFICATE = "INSERT INTO certificates(fingerprint, login, label) VALUES ";
    private static final String CONTACT = "INSERT INTO user_group_contacts(group_name, address) VALUES ";
    private static final String MEMBER = "INSERT INTO user_group_members(group_name, login) VALUES ";
    private static final String SUBGROUP = "INSERT INTO user_group_subgroups(group_name, subgroup) VALUES ";
    private static final String SENDER = "INSERT INTO user_group_senders(group_name, sender) VALUES ";

    @TempDir
    Path folder;

    private Ctl ctl;
    private Ctl copy;

    @BeforeEach
    void makeDatabases() throws Exception {
        ctl = Ctl.withDatabase(Files.createDirectory(folder.resolve("one")));
        copy = Ctl.withDatabase(Files.createDirectory(folder.resolve("two")));
        ctl.sql("INSERT INTO domains(domain_name) VALUES ('d1.test')");
        ctl.sql(USER + "('alice', '1', 'alice@d1.test'), ('bob', '2', NULL)");
        ctl.sql("INSERT INTO user_addresses(login, address) VALUES ('alice', 'a.l@d1.test')");
        ctl.sql(GROUP + "('inner', 'i', NULL), ('staff', 's', 'staff@d1.test')");
        ctl.sql(MEMBER + "('staff', 'alice'), ('inner', 'bob')");
        ctl.sql(SUBGROUP + "('staff', 'inner')");
        ctl.sql(SENDER + "('staff', 'alice')");
        ctl.sql(CONTACT + "('staff', 'c@far.example')");
        ctl.sql(CERTIFICATE + "('" + "AB:".repeat(31) + "AB', 'bob', 'printer')");
    }

    @Test
    void importShouldMakeTheSameRowsWhenAllAreRegular() {
        Ctl.Outcome exported = ctl.run("export");
        copy.input(exported.out()).run("import");

        assertThat(exported.out()).doesNotContain("verbatim");
        assertThat(exported.err()).isEmpty();
        assertThat(copy.rows()).isEqualTo(ctl.rows());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "contact that is no address; " + CONTACT + "('staff', 'not an address')",
                "contact that is a blob; " + CONTACT + "('staff', x'00ff')",
                "contact spelled otherwise; " + CONTACT + "('staff', 'C@Far.example')",
                "contact with a line end; " + CONTACT + "('staff', 'c@far.example' || char(10))",
                "fingerprint too short; " + CERTIFICATE + "('aa:bb', 'bob', '')",
                "fingerprint of one byte; " + CERTIFICATE + "('AA', 'bob', '')",
                "empty fingerprint; " + CERTIFICATE + "('', 'bob', '')",
                "fingerprint that is a blob; " + CERTIFICATE + "(x'aabb', 'bob', '')",
                "fingerprint spelled otherwise; " + CERTIFICATE + "('" + "cdcdcdcd"
                        + "cdcdcdcdcdcdcdcdcdcdcdcd', 'bob', '')",
                "fingerprint twice; " + CERTIFICATE + "('" + "ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:"
                        + "ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab', 'eve', '')",
                "label with a line end; UPDATE certificates SET label = 'a' || char(10)",
                "login of a certificate with a blank; UPDATE certificates SET login = 'b ob'",
                "blank name of a group; " + GROUP + "(char(9), 'x', NULL)",
                "group with a line end; " + GROUP + "('a' || char(10) || 'b', 'x', 'x@d1.test')",
                "group spelled otherwise; UPDATE user_groups SET group_name = 'Staff' WHERE group_name = 'staff'",
                "group spelled twice; " + GROUP + "('Ü', 'x', NULL), ('ü', 'y', NULL)",
                "group name that is a blob; " + GROUP + "(x'ff00', 'x', NULL)",
                "address of a group that is none; UPDATE user_groups SET address = 'x' WHERE group_name = 'staff'",
                "address of a group spelled otherwise; UPDATE user_groups SET address = 'Staff@D1.test' WHERE group_name = 'staff'",
                "address of two groups; UPDATE user_groups SET address = 'STAFF@d1.test' WHERE group_name = 'inner'",
                "blank id of a group; UPDATE user_groups SET group_id = char(9) WHERE group_name = 'staff'",
                "blank sender; " + SENDER + "('staff', char(9))",
                "sender with a line end; " + SENDER + "('staff', 'a' || char(10))",
                "member spelled otherwise; UPDATE user_group_members SET login = 'ALICE' WHERE login = 'alice'",
                "member of a group spelled otherwise; UPDATE user_group_members SET group_name = 'STAFF' WHERE login = 'alice'",
                "group in a group spelled otherwise; UPDATE user_group_subgroups SET subgroup = 'INNER'",
                "member spelled by its user; UPDATE users SET login = 'Alice' WHERE login = 'alice'",
                "address of a member; UPDATE users SET primary_address = 'Alice@D1.test' WHERE login = 'alice'",
                "address of a user twice; INSERT INTO user_addresses(login, address) VALUES ('alice', 'alice@d1.test')",
                "address of a user spelled otherwise; INSERT INTO user_addresses(login, address) VALUES ('ALICE', 'x@d1.test')",
                "hash of a user that is a blob; UPDATE users SET password_hash = x'7b7d' WHERE login = 'bob'",
                "hash of a user without a scheme; UPDATE users SET password_hash = '$1$x' WHERE login = 'bob'",
                "state and scope; UPDATE users SET state = 'send_blocked', scope = 'local_only'",
            })
    void importShouldMakeTheSameRowsWhenADatabaseHolds(String oddity, String statement) throws SQLException {
        ctl.sql(statement);

        Ctl.Outcome exported = ctl.run("export");
        Ctl.Outcome imported = copy.input(exported.out()).run("import");

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(copy.rows()).isEqualTo(ctl.rows());
        assertThat(copy.run("export").out()).isEqualTo(exported.out());
        assertThat(copy.run("import").out()).startsWith("nothing changed: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "blank login; " + USER + "(char(9), '9', NULL)",
                "login that is a blob; " + USER + "(x'ff00', '9', NULL)",
                "login of broken text; " + USER + "(CAST(x'62ff' AS TEXT), '9', NULL)",
                "blank id; UPDATE users SET user_id = char(9) WHERE login = 'bob'",
                "id with a line end; UPDATE users SET user_id = 'a' || char(10) WHERE login = 'bob'",
                "blank login of a certificate; " + CERTIFICATE + "('AA', char(9), '')",
            })
    void exportShouldHaveEveryRowWhenAnAccountIsNone(String oddity, String statement) throws SQLException {
        ctl.sql(statement);

        Ctl.Outcome exported = ctl.run("export");
        Ctl.Outcome imported = copy.input(exported.out()).run("import");

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.err()).contains(" is written as it is stored: ");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(copy.rows()).isEqualTo(ctl.rows());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "user_group_subgroups (group_name 'staff', subgroup 'gone'); " + SUBGROUP + "('staff', 'gone')",
                "user_group_members (group_name 'staff', login 'gone'); " + MEMBER + "('staff', 'gone')",
                "user_group_members (group_name 'gone', login 'bob'); " + MEMBER + "('gone', 'bob')",
                "user_group_contacts (group_name 'gone', address 'x@far.example'); " + CONTACT
                        + "('gone', 'x@far.example')",
                "user_group_senders (group_name 'gone', sender 'bob'); " + SENDER + "('gone', 'bob')",
                "user_addresses (login 'gone', address 'x@d1.test');"
                        + " INSERT INTO user_addresses(login, address) VALUES ('gone', 'x@d1.test')",
            })
    void rowShouldBeNamedByExportAndImportWhenItRefersToNone(String row, String statement) throws SQLException {
        List<String> rows = ctl.rows();
        ctl.sql(statement);

        Ctl.Outcome exported = ctl.run("export");
        Ctl.Outcome imported = copy.input(exported.out()).run("import");

        assertThat(exported.exitCode()).isEqualTo(3);
        assertThat(exported.err())
                .isEqualTo(
                        "mailcloakctl: warning: a row of " + row + " is written as it is stored, and import leaves it"
                                + " out: what it refers to is not there\n");
        assertThat(imported.exitCode()).isEqualTo(3);
        assertThat(imported.err()).contains("warning: a row of " + row + " was left out: ");
        assertThat(copy.rows()).isEqualTo(rows);
    }

    @Test
    void targetsOfAnAliasShouldBeNamedWhenTheAliasIsNotTaken() throws SQLException {
        ctl.sql(
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('a@d9.test', 'bob', 'd9.test')");
        ctl.sql("INSERT INTO alias_targets(alias_email, target) VALUES ('a@d9.test', 'alice')");

        Ctl.Outcome exported = ctl.run("export");

        assertThat(exported.exitCode()).isEqualTo(3);
        assertThat(exported.err())
                .contains(
                        "a row of aliases (alias_email 'a@d9.test') is written as it is stored, and import leaves it out: ",
                        "a row of alias_targets (alias_email 'a@d9.test', target 'alice') is written as it is stored, and"
                                + " import leaves it out: ");
    }

    @Test
    void groupShouldKeepTheIdThatItHasInTheTarget() throws SQLException {
        ctl.sql("UPDATE user_groups SET address = 'Staff@D1.test' WHERE group_name = 'staff'");
        copy.sql(GROUP + "('staff', 'here', NULL)");

        copy.input(ctl.run("export").out()).run("import");

        assertThat(copy.run("groups", "show", "staff").out()).contains("id\there\n", "address\tstaff@d1.test\n");
    }
}
