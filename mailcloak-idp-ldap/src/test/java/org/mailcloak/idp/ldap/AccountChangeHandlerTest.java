package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

/** What the host is told when entries come, change and go. */
class AccountChangeHandlerTest implements ChangeListener {

    private static final UUID ALICE = UUID.nameUUIDFromBytes(new byte[] {1});
    private static final UUID BOB = UUID.nameUUIDFromBytes(new byte[] {2});

    private final List<String> told = new ArrayList<>();
    private final LdapSettings settings = InMemoryDirectory.settings(
            "ldap://127.0.0.1:1", Map.of("login_attribute", List.of("uid", "mail"), "id_attribute", "employeeNumber"));
    private final LdapConnectionFactory connections = new LdapConnectionFactory(settings.access());
    private final LDAPConnectionPool pool = connections.pool();
    private final AccountChangeHandler changes = new AccountChangeHandler(
            new AccountLookups(
                    settings,
                    new LdapClient(pool, connections::pool, false),
                    new EntryMapper(settings.layout(), InstantSource.system())),
            this,
            true);

    @AfterEach
    void stop() {
        pool.close();
    }

    @Override
    public void everythingMayHaveChanged() {
        told.add("everything");
    }

    @Override
    public void accountChanged(AccountChange change) {
        told.add(change.id() + change.now().map(now -> " " + now.loginName()).orElse(" gone"));
    }

    @Override
    public void groupsChanged() {
        told.add("groups");
    }

    private static SearchResultEntry entry(String... lines) throws LDIFException {
        List<String> all = new ArrayList<>(List.of("dn: uid=alice,dc=d1,dc=test"));
        all.addAll(List.of(lines));
        return new SearchResultEntry(new Entry(all.toArray(String[]::new)));
    }

    /** Alice is known, and every change is told. */
    private void begin(String... lines) throws LDIFException {
        changes.refreshBegun();
        changes.upserted(ALICE, entry(lines));
        changes.refreshed();
    }

    @Test
    void nothingShouldBeToldOfTheFirstContent() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        assertThat(told).isEmpty();
    }

    @Test
    void changeShouldBeToldOnceWhenTheSameEntryComesAgain() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        for (int i = 0; i < 2; i++) {
            changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1", "cn: Alice"));
        }

        assertThat(told).containsExactly("1 alice");
    }

    @Test
    void everythingShouldBeToldWhenAnEntryCannotBeReadAnyMoreAndWhenItCanAgain() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        changes.upserted(ALICE, entry("uid: alice"));
        assertThat(told).containsExactly("everything");

        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1"));
        assertThat(told).containsExactly("everything", "everything");
    }

    @Test
    void everythingShouldBeToldWhenANameBesideTheFirstComesOrGoes() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1", "mail: a@d1.test"));
        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1"));

        assertThat(told).containsExactly("everything", "everything");
    }

    @Test
    void oldIdentityShouldBeToldGoneWhenTheIdIsAnother() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 2"));
        changes.deleted(ALICE);

        assertThat(told).containsExactly("1 gone", "2 alice", "2 gone");
    }

    @Test
    void everythingShouldBeToldWhenAnEntryGoesThatCouldNotBeReadOrWasNeverSeen() throws LDIFException {
        begin("uid: alice");

        changes.deleted(ALICE);
        changes.deleted(BOB);

        assertThat(told).containsExactly("everything", "everything");
    }

    @Test
    void groupsAloneShouldBeToldWhenAnEntryWithoutALoginComesChangesAndGoes() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        changes.upserted(BOB, entry("employeeNumber: 2", "cn: Partner"));
        changes.upserted(BOB, entry("employeeNumber: 2", "cn: Other"));
        changes.deleted(BOB);

        assertThat(told).containsExactly("groups", "groups", "groups");
    }

    @Test
    void accountShouldBeToldGoneAndBackWhenItLosesItsLoginAndGetsItAgain() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        changes.upserted(ALICE, entry("employeeNumber: 1"));
        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1"));

        assertThat(told).containsExactly("groups", "1 gone", "groups", "1 alice");
    }

    @Test
    void everythingShouldBeToldWhenAnAccountHasMoreNamesThanAnyHas() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");

        String[] many = IntStream.range(0, 1001).mapToObj(i -> "mail: a" + i).toArray(String[]::new);
        List<String> lines = new ArrayList<>(List.of("uid: alice", "employeeNumber: 1"));
        lines.addAll(List.of(many));
        changes.upserted(ALICE, entry(lines.toArray(String[]::new)));

        assertThat(told).containsExactly("everything");
    }

    @Test
    void entryShouldBeToldWhenItComesBackAsItWas() throws LDIFException {
        begin("uid: alice", "employeeNumber: 1");
        changes.deleted(ALICE);

        changes.upserted(ALICE, entry("uid: alice", "employeeNumber: 1"));

        assertThat(told).containsExactly("1 gone", "1 alice");
    }
}
