package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.StoreException;
import org.mailcloak.testkit.GroupProviderContract;
import org.mailcloak.testkit.SourceGroup;

@Timeout(60)
class LocalGroupsTest implements GroupProviderContract {

    private static final EmailAddress STAFF =
            EmailAddress.parse("staff@d1.test").orElseThrow();

    @TempDir
    Path directory;

    @Override
    public IdentityProvider provider(List<Account> accounts, List<SourceGroup> groups) {
        Path file = SqliteFiles.fresh(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.atomically(() -> {
                accounts.forEach(account -> store.users().add(LocalIdentityProviderTest.user(account)));
                groups.forEach(group -> add(store.groups(), group));
                groups.forEach(group -> fill(store.groups(), group));
            });
        }
        return new LocalIdentityProvider(file);
    }

    @Override
    public IdentityProvider unreachableProviderWithGroups() {
        return new LocalIdentityProvider(directory.resolve("missing.db"));
    }

    private static void add(LocalGroups groups, SourceGroup group) {
        groups.add(group.name());
        groups.setAddress(group.name(), group.address());
        groups.setPosting(group.name(), group.posting());
        groups.setSendAs(group.name(), group.sendAs());
        groups.setSenders(group.name(), new ArrayList<>(group.senders()));
    }

    private static void fill(LocalGroups groups, SourceGroup group) {
        group.members().forEach(login -> groups.addMember(group.name(), login));
        group.subgroups().forEach(name -> groups.addSubgroup(group.name(), name));
    }

    private void inStore(Consumer<SqliteMailStore> test) {
        try (SqliteMailStore store = SqliteMailStore.open(SqliteFiles.fresh(directory))) {
            store.users().add(NewLocalUser.active("alice", List.of(), Optional.empty()));
            store.groups().add("Staff");
            test.accept(store);
        }
    }

    @Test
    void contactShouldBeAMemberUntilRemoved() {
        inStore(store -> {
            EmailAddress contact = EmailAddress.parse("partner@far.example").orElseThrow();

            assertThat(store.groups().addContact("STAFF", contact)).isTrue();
            assertThat(store.groups().addContact("staff", contact)).isTrue();
            assertThat(store.groups().find("staff").orElseThrow().contacts()).containsExactly("partner@far.example");
            assertThat(store.groups().addContact("nosuch", contact)).isFalse();

            assertThat(store.groups().removeContact("staff", contact)).isTrue();
            assertThat(store.groups().removeContact("staff", contact)).isFalse();
            assertThat(store.groups().find("staff").orElseThrow().contacts()).isEmpty();
        });
    }

    @Test
    void freshGroupShouldBeEmptyAndLetWhoeverIsLoggedInPost() {
        inStore(store -> {
            LocalGroup group = store.groups().find("STAFF").orElseThrow();

            assertThat(group)
                    .isEqualTo(new LocalGroup(
                            "staff",
                            group.id(),
                            Optional.empty(),
                            MailGroup.Posting.DOMAIN,
                            List.of(),
                            MailGroup.SendAs.NONE,
                            List.of(),
                            List.of(),
                            List.of()));
            assertThat(store.groups().list()).containsExactly(group);
        });
    }

    @Test
    void namesAndAddressesShouldBeTakenOnce() {
        inStore(store -> {
            store.groups().setAddress("staff", Optional.of(STAFF));
            store.groups().add("other");

            assertThatThrownBy(() -> store.groups().add("STAFF"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Group staff exists already");
            assertThatThrownBy(() -> store.groups().setAddress("other", Optional.of(STAFF)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Address staff@d1.test is that of the group staff already");
            assertThat(store.groups().setAddress("staff", Optional.of(STAFF))).isTrue();
        });
    }

    @Test
    void unknownNamesShouldBeTold() {
        inStore(store -> {
            assertThat(store.groups().setPosting("none", MailGroup.Posting.ANYONE))
                    .isFalse();
            assertThat(store.groups().delete("none")).isFalse();
            assertThat(store.groups().removeMember("staff", "alice")).isFalse();
            assertThatThrownBy(() -> store.groups().addMember("staff", "bob")).hasMessage("User bob does not exist");
            assertThatThrownBy(() -> store.groups().addSubgroup("staff", "none"))
                    .hasMessage("Group none does not exist");
        });
    }

    @Test
    void userWhoIsDeletedAndAddedAgainShouldBeInNoGroup() {
        inStore(store -> {
            store.groups().addMember("staff", "ALICE");
            store.groups().addMember("staff", "alice");
            assertThat(store.groups().find("staff").orElseThrow().members()).containsExactly("alice");

            store.users().delete("alice");
            store.users().add(NewLocalUser.active("alice", List.of(), Optional.empty()));

            assertThat(store.groups().find("staff").orElseThrow().members()).isEmpty();
        });
    }

    @Test
    void groupThatIsDeletedShouldLeaveTheOthers() {
        inStore(store -> {
            store.groups().add("inner");
            store.groups().addSubgroup("staff", "inner");

            store.groups().delete("inner");

            assertThat(store.groups().find("staff").orElseThrow().subgroups()).isEmpty();
        });
    }

    @Test
    void groupShouldBeBrokenWhenAnotherProgramGaveItsAddressAway() throws Exception {
        Path file = SqliteFiles.fresh(directory);
        SqliteFiles.execute(
                file,
                "INSERT INTO user_groups(group_name, group_id, address) VALUES ('a', '1', 'staff@d1.test'),"
                        + " ('b', '2', 'STAFF@d1.test')");

        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.groups().orElseThrow().findGroupByAddress(STAFF))
                    .isEqualTo(GroupLookup.broken("2 groups have the address staff@d1.test"));
        }
    }

    @Test
    void providerShouldTellOfTheFirstGroupWithAnAddress() throws Exception {
        Path file = SqliteFiles.fresh(directory);
        CountDownLatch told = new CountDownLatch(1);
        try (SqliteMailStore store = SqliteMailStore.open(file);
                IdentityProvider provider = new LocalIdentityProvider(file)) {
            provider.changes().orElseThrow().subscribe(told::countDown);
            assertThat(provider.groups()).isEmpty();

            store.atomically(() -> {
                store.groups().add("staff");
                store.groups().setAddress("staff", Optional.of(STAFF));
            });

            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(provider.groups()).isPresent();
        }
    }
}
