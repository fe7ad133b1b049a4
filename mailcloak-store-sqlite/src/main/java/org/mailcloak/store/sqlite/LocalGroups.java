package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.StoreException;

/**
 * Administration of the embedded provider's groups. Names are compared without regard to letter case; an address belongs to
 * one group at most. Methods throw {@link StoreException} if the store refuses or fails; every change is one transaction and
 * is on disk when the method returns. Safe for many threads.
 */
public final class LocalGroups {

    private final Database database;

    LocalGroups(Database database) {
        this.database = database;
    }

    /** All groups in the order of names. */
    public List<LocalGroup> list() {
        return database.read(LocalGroupRows::all);
    }

    public Optional<LocalGroup> find(String name) {
        return database.read(connection -> LocalGroupRows.byName(connection, KeyNormalisation.login(name)));
    }

    /**
     * Adds an empty group without an address: only a client that is logged in may post, and no account may send as it.
     *
     * @throws StoreException if there is a group of that name already
     */
    public void add(String name) {
        String normal = KeyNormalisation.login(name);
        if (!StoredText.isName(normal)) {
            throw new StoreException(
                    "A group needs a name without control characters, of at most " + StoredText.MAX_LENGTH);
        }
        database.write(connection -> {
            if (LocalGroupRows.byName(connection, normal).isPresent()) {
                throw new StoreException("Group " + normal + " exists already");
            }
            clear(connection, normal);
            return Sql.update(
                    connection,
                    "INSERT INTO user_groups(group_name, group_id) VALUES (?, ?)",
                    normal,
                    UUID.randomUUID().toString());
        });
    }

    /**
     * Deletes the group; its members stay, and groups that contain it lose it.
     *
     * @return false if there is no such group
     */
    public boolean delete(String name) {
        return change("DELETE FROM user_groups WHERE group_name = ?", KeyNormalisation.login(name));
    }

    /**
     * @param address empty: none from now on
     * @return false if there is no such group
     * @throws StoreException if another group has the address
     */
    public boolean setAddress(String name, Optional<EmailAddress> address) {
        return edit(name, (connection, group) -> {
            if (address.isPresent()) {
                requireFree(connection, group, address.get());
            }
            return Sql.update(
                            connection,
                            "UPDATE user_groups SET address = ? WHERE group_name = ?",
                            address.map(LocalUsers::spelling).orElse(null),
                            group.name())
                    > 0;
        });
    }

    /** @return false if there is no such group */
    public boolean setPosting(String name, MailGroup.Posting posting) {
        return change(
                "UPDATE user_groups SET posting = ? WHERE group_name = ?",
                LocalGroupRows.column(posting),
                KeyNormalisation.login(name));
    }

    /** @return false if there is no such group */
    public boolean setSendAs(String name, MailGroup.SendAs sendAs) {
        return change(
                "UPDATE user_groups SET send_as = ? WHERE group_name = ?",
                LocalGroupRows.column(sendAs),
                KeyNormalisation.login(name));
    }

    /**
     * @param senders mail addresses, and login names without {@code @}; in place of those before
     * @return false if there is no such group
     */
    public boolean setSenders(String name, List<String> senders) {
        return edit(name, (connection, group) -> {
            Sql.update(connection, "DELETE FROM user_group_senders WHERE group_name = ?", group.name());
            for (String sender : senders.stream().distinct().toList()) {
                Sql.update(
                        connection,
                        "INSERT INTO user_group_senders(group_name, sender) VALUES (?, ?)",
                        group.name(),
                        sender);
            }
            return true;
        });
    }

    /**
     * Adds a user; one who is in the group already stays so.
     *
     * @return false if there is no such group
     * @throws StoreException if there is no such user
     */
    public boolean addMember(String name, String login) {
        return edit(name, (connection, group) -> {
            LocalUser user = LocalUserRows.byLogin(connection, KeyNormalisation.login(login))
                    .orElseThrow(() -> new StoreException("User " + login + " does not exist"));
            String sql = "INSERT OR IGNORE INTO user_group_members(group_name, login) VALUES (?, ?)";
            Sql.update(connection, sql, group.name(), user.login());
            return true;
        });
    }

    /** @return false if there is no such group, or the user is not in it itself */
    public boolean removeMember(String name, String login) {
        return change(
                "DELETE FROM user_group_members WHERE group_name = ? AND login = ?",
                KeyNormalisation.login(name),
                KeyNormalisation.login(login));
    }

    /**
     * Adds a group to the group: its members are members of both. Groups may contain each other.
     *
     * @return false if there is no such group
     * @throws StoreException if there is no such group to add
     */
    public boolean addSubgroup(String name, String subgroup) {
        return edit(name, (connection, group) -> {
            LocalGroup inner = LocalGroupRows.byName(connection, KeyNormalisation.login(subgroup))
                    .orElseThrow(() -> new StoreException("Group " + subgroup + " does not exist"));
            String sql = "INSERT OR IGNORE INTO user_group_subgroups(group_name, subgroup) VALUES (?, ?)";
            Sql.update(connection, sql, group.name(), inner.name());
            return true;
        });
    }

    /** @return false if there is no such group, or it does not contain the other itself */
    public boolean removeSubgroup(String name, String subgroup) {
        return change(
                "DELETE FROM user_group_subgroups WHERE group_name = ? AND subgroup = ?",
                KeyNormalisation.login(name),
                KeyNormalisation.login(subgroup));
    }

    /**
     * Adds a member that is a mail address and no user; one that is there already stays so.
     *
     * @return false if there is no such group
     */
    public boolean addContact(String name, EmailAddress contact) {
        return edit(name, (connection, group) -> {
            String sql = "INSERT OR IGNORE INTO user_group_contacts(group_name, address) VALUES (?, ?)";
            Sql.update(connection, sql, group.name(), LocalUsers.spelling(contact));
            return true;
        });
    }

    /** @return false if there is no such group, or it does not have the contact itself */
    public boolean removeContact(String name, EmailAddress contact) {
        return edit(name, (connection, group) -> {
            boolean found = false;
            for (String spelling : group.contacts()) {
                if (KeyNormalisation.same(spelling, contact)) {
                    String sql = "DELETE FROM user_group_contacts WHERE group_name = ? AND address = ?";
                    found |= Sql.update(connection, sql, group.name(), spelling) > 0;
                }
            }
            return found;
        });
    }

    /** What another program left of a group of that name is no part of a new one. */
    private static void clear(Connection connection, String name) throws SQLException {
        for (String table :
                List.of("user_group_members", "user_group_subgroups", "user_group_senders", "user_group_contacts")) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE group_name = ?", name);
        }
        Sql.update(connection, "DELETE FROM user_group_subgroups WHERE subgroup = ?", name);
    }

    private static void requireFree(Connection connection, LocalGroup group, EmailAddress address) throws SQLException {
        for (LocalGroupRow other : LocalGroupRows.byAddress(connection, address)) {
            if (!other.id().equals(group.id())) {
                throw new StoreException("Address " + address + " is that of the group " + other.name() + " already");
            }
        }
    }

    /** A change that depends on the group, in the same transaction. */
    private interface Edit {
        boolean on(Connection connection, LocalGroup group) throws SQLException;
    }

    private boolean edit(String name, Edit edit) {
        return database.write(connection -> {
            Optional<LocalGroup> group = LocalGroupRows.byName(connection, KeyNormalisation.login(name));
            return group.isPresent() && edit.on(connection, group.get());
        });
    }

    private boolean change(String sql, String... values) {
        return database.write(connection -> Sql.update(connection, sql, (Object[]) values)) > 0;
    }
}
