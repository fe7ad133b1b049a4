package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.MailGroup;

/**
 * A look-up of one group with all that is in it. A stranger's message leads to it, so members are counted before they are
 * read, and SQL hands out no more than there is room for. Groups go by the numbers of their rows. For one thread.
 */
final class LocalGroupLookup implements GroupExpander.BoundedReader<SQLException> {

    private static final String THIS_GROUP = " = (SELECT group_name FROM user_groups WHERE rowid = ?)";

    private static final String MEMBERS = "SELECT u.rowid FROM user_group_members m JOIN users u ON u.login = m.login"
            + " WHERE m.group_name" + THIS_GROUP + " LIMIT ?";
    private static final String SUBGROUPS =
            "SELECT g.rowid FROM user_group_subgroups s JOIN user_groups g ON g.group_name = s.subgroup"
                    + " WHERE s.group_name" + THIS_GROUP + " ORDER BY s.subgroup LIMIT ?";
    private static final String CONTACTS =
            "SELECT address FROM user_group_contacts WHERE group_name" + THIS_GROUP + " ORDER BY address LIMIT ?";
    private static final String SENDERS =
            "SELECT sender FROM user_group_senders WHERE group_name" + THIS_GROUP + " LIMIT ?";

    private final Connection connection;
    private final String name;
    private final Set<Long> members = new HashSet<>();
    private final Set<EmailAddress> contacts = new HashSet<>();
    private int addresses;

    private LocalGroupLookup(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** @throws UnclearRowException if the group or a member cannot be read */
    static GroupLookup byAddress(Connection connection, EmailAddress address) throws SQLException {
        List<LocalGroupRow> found = LocalGroupRows.byAddress(connection, address);
        if (found.isEmpty()) {
            return GroupLookup.notFound();
        }
        return found.size() > 1
                ? GroupLookup.broken(found.size() + " groups have the address " + address)
                : new LocalGroupLookup(connection, found.get(0).name()).of(found.get(0), address);
    }

    private GroupLookup of(LocalGroupRow group, EmailAddress address) throws SQLException {
        List<String> senders =
                Sql.query(connection, SENDERS, row -> row.getString(1), group.number(), GroupExpander.MAX_MEMBERS + 1);
        if (senders.size() > GroupExpander.MAX_MEMBERS) {
            return GroupLookup.broken("the group has more than " + GroupExpander.MAX_MEMBERS + " named senders");
        }
        return GroupExpander.of(
                Long.toString(group.number()),
                GroupExpander.MAX_MEMBERS,
                this,
                (accounts, addressesBeside) -> new MailGroup(
                        group.id(),
                        group.name(),
                        address,
                        accounts,
                        group.posting(),
                        Set.copyOf(senders),
                        group.sendAs(),
                        addressesBeside));
    }

    @Override
    public GroupExpander.Content read(String id, int room) throws SQLException {
        long group = Long.parseLong(id);
        Optional<Set<EmailAddress>> beside = contactsOf(group, room);
        if (beside.isEmpty() || !hasRoomForMembersOf(group, room)) {
            return GroupExpander.Content.tooMany();
        }
        List<String> subgroups =
                Sql.query(connection, SUBGROUPS, row -> row.getString(1), group, GroupExpander.MAX_GROUPS + 1);
        return new GroupExpander.Content(membersOf(group), subgroups, beside.get());
    }

    /** Those that a group before had take no room once more. */
    private boolean hasRoomForMembersOf(long group, int room) throws SQLException {
        int most = members.size() + room + 1;
        List<Long> numbers = Sql.query(connection, MEMBERS, row -> row.getLong(1), group, most);
        return numbers.size() < most
                && numbers.stream().filter(number -> !members.contains(number)).count() <= room;
    }

    /** Empty if there are more than there is room for. */
    private Optional<Set<EmailAddress>> contactsOf(long group, int room) throws SQLException {
        int most = contacts.size() + room + 1;
        List<String> texts = Sql.query(connection, CONTACTS, row -> row.getString(1), group, most);
        Set<EmailAddress> found = new LinkedHashSet<>();
        texts.forEach(text -> EmailAddress.parse(text).ifPresent(found::add));
        contacts.addAll(found);
        return texts.size() < most ? Optional.of(found) : Optional.empty();
    }

    private List<Account> membersOf(long group) throws SQLException {
        List<Account> accounts = new ArrayList<>();
        LocalUserRows.inGroup(connection, group, row -> {
            if (members.add(row.number())) {
                addresses = LocalUserRows.added(addresses, row, "members of the group " + name);
                accounts.add(row.orThrow().account());
            }
        });
        return accounts;
    }
}
