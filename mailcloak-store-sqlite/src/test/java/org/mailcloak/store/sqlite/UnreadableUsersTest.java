package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.store.StoreException;

/** Users and groups that another program wrote and that cannot be read: mail for them waits, all others are as they are. */
class UnreadableUsersTest {

    private static final String LOGIN_IS_A_TAB = "UPDATE users SET login = char(9) WHERE user_id = 'u1'";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeUsers() throws Exception {
        file = fresh(directory);
        execute(
                file,
                "INSERT INTO users(login, user_id, primary_address) VALUES ('odd', 'u1', 'odd@d1.test'),"
                        + " ('good', 'u2', 'good@d1.test')",
                "INSERT INTO user_addresses(login, address) VALUES ('odd', 'more@d1.test'), ('good', 'fine@d1.test')",
                "INSERT INTO user_groups(group_name, group_id, address) VALUES ('team', 'g1', 'team@d1.test'),"
                        + " ('few', 'g2', 'few@d1.test')",
                "INSERT INTO user_group_members(group_name, login) VALUES ('team', 'odd'), ('team', 'good'), ('few', 'good')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login = char(9)",
                "login = CAST(x'6f6464ff' AS TEXT)",
                "login = x'6f6464'",
                "login = 'o' || char(10)",
                "user_id = char(9)",
                "user_id = 'u' || char(7)",
                "user_id = x'ff'"
            })
    void addressesOfTheUserShouldBeUnclearWhenTheRowCannotBeRead(String change) throws Exception {
        spoil(change);

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.findByAddress(address("odd@d1.test")).isUnclear())
                    .isTrue();
            assertThat(provider.findByAddress(address("more@d1.test")).isUnclear())
                    .isTrue();
            assertThat(provider.findByAddress(address("good@d1.test")).isFound())
                    .isTrue();
            assertThat(provider.findByAddress(address("fine@d1.test")).isFound())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login = char(9)",
                "login = CAST(x'6f6464ff' AS TEXT)",
                "login = x'6f6464'",
                "user_id = char(9)",
                "user_id = x'ff'"
            })
    void scanShouldHoldWhatCanBeReadForDoubtfulWhenTheRowCannotBeRead(String change) throws Exception {
        spoil(change);
        Seen seen = new Seen();

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.scan(seen)).isEqualTo(ScanResult.complete());
        }

        assertThat(seen.logins).containsExactly("good");
        assertThat(seen.doubtful).contains("odd@d1.test", "more@d1.test");
    }

    @Test
    void scanShouldHoldTheLoginForDoubtfulWhenTheIdAloneCannotBeRead() throws Exception {
        spoil("user_id = char(9)");
        Seen seen = new Seen();

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            provider.scan(seen);
            assertThat(provider.findByLogin("odd").isUnclear()).isTrue();
        }

        assertThat(seen.doubtful).contains("odd");
    }

    @Test
    void loginShouldBeUnclearWhenItIsStoredAsABlob() throws Exception {
        spoil("login = x'6f6464'");
        Seen seen = new Seen();

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            provider.scan(seen);
            assertThat(provider.findByLogin("odd").isUnclear()).isTrue();
        }

        assertThat(seen.doubtful).contains("odd");
    }

    @Test
    void listShouldHaveTheOthersWhenARowCannotBeRead() throws Exception {
        execute(file, LOGIN_IS_A_TAB);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.users().list()).extracting(LocalUser::login).containsExactly("good");
        }
    }

    @Test
    void userShouldBeRefusedWithItsRowWhenItCannotBeRead() throws Exception {
        spoil("user_id = char(9)");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.users().find("odd"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("User odd (row 1 of table users) cannot be read");
            assertThat(store.users().delete("odd")).isTrue();
            assertThat(store.users().find("odd")).isEmpty();
        }
    }

    @Test
    void groupAloneShouldBeUnclearWhenAMemberCannotBeRead() throws Exception {
        spoil("user_id = char(9)");

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.findGroupByAddress(address("team@d1.test")).isUnclear())
                    .isTrue();
            assertThat(provider.findGroupByAddress(address("few@d1.test")).isFound())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_name = char(9)",
                "group_name = CAST(x'ff' AS TEXT)",
                "group_id = char(9)",
                "group_id = x'ff'"
            })
    void groupAloneShouldBeUnclearWhenItsRowCannotBeRead(String change) throws Exception {
        execute(file, "UPDATE user_groups SET " + change + " WHERE group_id = 'g1'");

        try (LocalIdentityProvider provider = new LocalIdentityProvider(file);
                SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(provider.findGroupByAddress(address("team@d1.test")).isUnclear())
                    .isTrue();
            assertThat(provider.findGroupByAddress(address("few@d1.test")).isFound())
                    .isTrue();
            assertThat(store.groups().list()).extracting(LocalGroup::name).containsExactly("few");
        }
    }

    /** With foreign keys, so that what belongs to the user follows. */
    private void spoil(String change) throws Exception {
        execute(file, "PRAGMA foreign_keys = ON", "UPDATE users SET " + change + " WHERE user_id = 'u1'");
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static final class Seen implements ScanVisitor {

        final Set<String> logins = new TreeSet<>();
        final Set<String> doubtful = new TreeSet<>();

        @Override
        public void found(Account account, Set<String> loginNames) {
            logins.addAll(loginNames);
        }

        @Override
        public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
            doubtful.addAll(loginNames);
            addresses.forEach(address -> doubtful.add(address.toString()));
        }
    }
}
