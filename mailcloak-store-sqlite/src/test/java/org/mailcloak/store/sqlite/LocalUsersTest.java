package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.StoreException;

class LocalUsersTest {

    private static final String HASH = "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$salt$hash";

    /** What operators/docs tell Dovecot to ask, with {@code %u} filled in. */
    private static final String DOVECOT = "SELECT password_hash AS password, login AS user FROM users"
            + " WHERE login = '%u' AND state <> 'disabled' AND password_hash IS NOT NULL";

    @TempDir
    Path directory;

    private Path file;
    private SqliteMailStore store;
    private LocalUsers users;

    @BeforeEach
    void open() {
        file = SqliteFiles.fresh(directory);
        store = SqliteMailStore.open(file);
        users = store.users();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void scopeShouldBeThatOfTheIdentityWhenSet() {
        users.add(NewLocalUser.active("alice", addresses("a@d1.test"), Optional.empty()));

        assertThat(users.setScope("ALICE", AccountScope.LOCAL_ONLY)).isTrue();
        assertThat(users.setScope("bob", AccountScope.LOCAL_ONLY)).isFalse();

        LocalUser user = users.find("alice").orElseThrow();
        assertThat(user.scope()).isEqualTo(AccountScope.LOCAL_ONLY);
        assertThat(user.account().scope()).isEqualTo(AccountScope.LOCAL_ONLY);
    }

    @Test
    void restoredUserShouldKeepTheId() {
        String id = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

        users.add(new NewLocalUser(
                "alice",
                Optional.of(id),
                addresses("a@d1.test"),
                AccountState.ACTIVE,
                AccountScope.LOCAL_ONLY,
                Optional.empty()));

        assertThat(users.find("alice").orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void userShouldBeFoundWithAllThereIsWhenAdded() {
        users.add(NewLocalUser.active("Alice", addresses("a@d1.test", "z@d1.test", "b@d1.test"), Optional.of(HASH)));

        LocalUser user = users.find("ALICE").orElseThrow();

        assertThat(user)
                .isEqualTo(new LocalUser(
                        "alice",
                        Optional.of(address("a@d1.test")),
                        addresses("b@d1.test", "z@d1.test"),
                        AccountState.ACTIVE,
                        true,
                        user.id(),
                        AccountScope.ANYWHERE));
        assertThat(user.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(users.passwordHash("alice")).contains(HASH);
    }

    @Test
    void usersShouldBeListedByLoginWhenAdded() {
        add("bob");
        add("alice");

        assertThat(users.list()).extracting(LocalUser::login).containsExactly("alice", "bob");
    }

    @Test
    void userShouldBeRefusedWhenLoginIsTaken() {
        users.add(NewLocalUser.active("alice", List.of(), Optional.of(HASH)));

        assertThatThrownBy(() -> users.add(NewLocalUser.active("ALICE", List.of(), Optional.empty())))
                .isInstanceOf(StoreException.class)
                .hasMessage("User alice exists already");
        assertThat(users.find("alice").orElseThrow().hasPassword()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "al\tice", "al\nice"})
    void userShouldBeRefusedWhenLoginIsNoName(String login) {
        assertThatThrownBy(() -> add(login)).isInstanceOf(StoreException.class);
    }

    @Test
    void nothingShouldBeAddedWhenAnAddressCannotBeStored() {
        EmailAddress plain = address("a@d1.test");
        // No text reads as this address; its own reads as another.
        List<EmailAddress> addresses = List.of(plain, new EmailAddress("\"x\"", plain.domain()));

        assertThatThrownBy(() -> users.add(NewLocalUser.active("alice", addresses, Optional.empty())))
                .isInstanceOf(StoreException.class);

        assertThat(users.list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AccountState.class)
    void stateShouldBeKeptWhenSet(AccountState state) {
        add("alice");

        assertThat(users.setState("ALICE", state)).isTrue();

        assertThat(users.find("alice").orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void changesShouldBeRefusedWithFalseWhenThereIsNoSuchUser() {
        assertThat(users.delete("nobody")).isFalse();
        assertThat(users.setState("nobody", AccountState.DISABLED)).isFalse();
        assertThat(users.setPassword("nobody", HASH)).isFalse();
        assertThat(users.setPrimaryAddress("nobody", address("x@d1.test"))).isFalse();
        assertThat(users.addAddress("nobody", address("x@d1.test"))).isFalse();
        assertThat(users.removeAddress("nobody", address("x@d1.test"))).isFalse();
        assertThat(users.find("nobody")).isEmpty();
        assertThat(users.passwordHash("nobody")).isEmpty();
    }

    @Test
    void addressesShouldGoTooWhenUserIsDeleted() throws Exception {
        users.add(NewLocalUser.active("alice", addresses("a@d1.test", "b@d1.test"), Optional.empty()));

        assertThat(users.delete("Alice")).isTrue();

        assertThat(rows(file, "SELECT * FROM user_addresses")).isEmpty();
    }

    @Test
    void addressShouldBelongToSeveralUsersWhenAddedToEach() {
        add("alice");
        users.add(NewLocalUser.active("bob", addresses("info@d1.test"), Optional.empty()));
        users.addAddress("alice", address("info@d1.test"));

        assertThat(users.findByAddress(address("INFO@d1.test")))
                .extracting(LocalUser::login)
                .containsExactly("alice", "bob");
    }

    @Test
    void addressShouldBeThereOnceWhenAddedTwice() {
        users.add(NewLocalUser.active("alice", addresses("a@d1.test"), Optional.empty()));

        users.addAddress("alice", address("a@d1.test"));
        users.addAddress("alice", address("b@d1.test"));
        users.addAddress("alice", address("B@d1.test"));

        assertThat(users.find("alice").orElseThrow().moreAddresses()).containsExactly(address("b@d1.test"));
    }

    @Test
    void formerPrimaryAddressShouldStayWhenAnotherBecomesPrimary() {
        users.add(NewLocalUser.active("alice", addresses("a@d1.test", "b@d1.test"), Optional.empty()));

        users.setPrimaryAddress("alice", address("b@d1.test"));

        LocalUser user = users.find("alice").orElseThrow();
        assertThat(user.primaryAddress()).contains(address("b@d1.test"));
        assertThat(user.moreAddresses()).containsExactly(address("a@d1.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@d1.test", "b@d1.test"})
    void addressShouldBeGoneWhenRemoved(String address) {
        users.add(NewLocalUser.active("alice", addresses("a@d1.test", "b@d1.test"), Optional.empty()));

        assertThat(users.removeAddress("alice", address(address))).isTrue();

        assertThat(users.findByAddress(address(address))).isEmpty();
        assertThat(users.removeAddress("alice", address(address))).isFalse();
    }

    @Test
    void dovecotShouldReadHashAndLoginWhenUserMayLogIn() throws Exception {
        users.add(NewLocalUser.active("alice", List.of(), Optional.of(HASH)));
        users.setState("alice", AccountState.SEND_BLOCKED);

        assertThat(rows(file, DOVECOT.replace("%u", "ALICE"))).containsExactly(HASH + "|alice");
    }

    @Test
    void dovecotShouldReadNothingWhenUserIsDisabledOrHasNoPassword() throws Exception {
        users.add(NewLocalUser.active("alice", List.of(), Optional.of(HASH)));
        users.setState("alice", AccountState.DISABLED);
        add("bob");

        assertThat(rows(file, DOVECOT.replace("%u", "alice"))).isEmpty();
        assertThat(rows(file, DOVECOT.replace("%u", "bob"))).isEmpty();
    }

    @Test
    void hashShouldBeReplacedWhenPasswordIsSet() {
        add("alice");
        assertThat(users.find("alice").orElseThrow().hasPassword()).isFalse();

        assertThat(users.setPassword("alice", HASH)).isTrue();

        assertThat(users.passwordHash("alice")).contains(HASH);
    }

    @Test
    void hashShouldBeHiddenWhenUsersArePrinted() {
        NewLocalUser user = NewLocalUser.active("alice", List.of(), Optional.of(HASH));
        users.add(user);

        assertThat(Stream.of(user, users.find("alice").orElseThrow()).map(Object::toString))
                .noneMatch(text -> text.contains("argon2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "u\u0007", "u\uFFFD"})
    void userShouldBeRefusedWhenTheIdCouldNotBeReadAgain(String id) {
        NewLocalUser user = new NewLocalUser(
                "carol", Optional.of(id), List.of(), AccountState.ACTIVE, AccountScope.ANYWHERE, Optional.empty());

        assertThatThrownBy(() -> users.add(user))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("needs an id");
    }

    private void add(String login) {
        users.add(NewLocalUser.active(login, List.of(), Optional.empty()));
    }

    private static List<EmailAddress> addresses(String... texts) {
        return Stream.of(texts).map(LocalUsersTest::address).toList();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
