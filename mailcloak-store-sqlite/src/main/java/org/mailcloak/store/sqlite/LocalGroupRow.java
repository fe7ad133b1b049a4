package org.mailcloak.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;

/**
 * A row of {@code user_groups}, without what belongs to it: a group may have more members than the memory holds.
 *
 * @param number the row's number in its table
 * @param name as it is stored
 * @param id a UUID that stays the same for as long as the group exists
 * @param address the group's mail address, if it has one
 * @param posting who may send mail to it
 * @param sendAs who may send as its address
 */
record LocalGroupRow(
        long number,
        String name,
        String id,
        Optional<EmailAddress> address,
        MailGroup.Posting posting,
        MailGroup.SendAs sendAs) {

    static final String COLUMNS = "rowid, CASE WHEN typeof(group_name) = 'text' THEN group_name END,"
            + " CASE WHEN typeof(group_id) = 'text' THEN group_id END, address, posting, send_as";

    /**
     * The columns of {@link #COLUMNS}, with any content.
     *
     * @param group empty if the row holds none
     */
    record Stored(long number, Optional<String> name, Optional<EmailAddress> address, Optional<LocalGroupRow> group) {

        static Stored of(ResultSet row) throws SQLException {
            long number = row.getLong(1);
            @Nullable String name = row.getString(2);
            @Nullable String id = row.getString(3);
            Optional<EmailAddress> address =
                    Optional.ofNullable(row.getString(4)).flatMap(EmailAddress::parse);
            Optional<MailGroup.Posting> posting = StoredText.constant(MailGroup.Posting.class, row.getString(5));
            Optional<MailGroup.SendAs> sendAs = StoredText.constant(MailGroup.SendAs.class, row.getString(6));
            boolean readable = StoredText.isName(name) && StoredText.isName(id);
            return new Stored(
                    number,
                    Optional.ofNullable(name).filter(StoredText::isName),
                    address,
                    readable && name != null && id != null && posting.isPresent() && sendAs.isPresent()
                            ? Optional.of(new LocalGroupRow(number, name, id, address, posting.get(), sendAs.get()))
                            : Optional.empty());
        }

        /** @throws UnclearRowException if the row holds no group */
        LocalGroupRow orThrow() {
            return group.orElseThrow(() -> new UnclearRowException(problem()));
        }

        /** Returns what is wrong with a row that holds no group. */
        String problem() {
            return name.map(text -> "Group " + text).orElse("The group") + " (row " + number
                    + " of table user_groups) cannot be read: its group_name and its group_id must be texts that are not"
                    + " blank, without control characters, of at most " + StoredText.MAX_LENGTH;
        }
    }
}
