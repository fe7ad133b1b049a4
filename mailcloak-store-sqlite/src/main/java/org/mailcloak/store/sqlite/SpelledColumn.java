package org.mailcloak.store.sqlite;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.AliasAddress;

/**
 * A column that holds domains or addresses as some program wrote them. {@link SpelledRows} finds
 * the rows that may spell the one that is wanted.
 */
enum SpelledColumn {
    DOMAINS("domains", "domain_name"),
    ALIASES("aliases", "alias_email"),
    APP_SENDERS("app_from", "from_addr"),
    USERS("users", "primary_address"),
    USER_ADDRESSES("user_addresses", "address"),
    GROUPS("user_groups", "address");

    private final String table;
    private final String column;

    SpelledColumn(String table, String column) {
        this.table = table;
        this.column = column;
    }

    /** With an order to keep, SQLite would read the whole table. */
    String plainQuery(String columns) {
        return "SELECT " + columns + " FROM " + table + " WHERE " + column + " = ?1 COLLATE NOCASE LIMIT ?2";
    }

    /** Row numbers and texts. The condition is that of the indexes in {@code 002-local-users.sql}, letter by letter. */
    String oddQuery() {
        return "SELECT rowid, " + column + " FROM " + table + " WHERE (" + column + " GLOB '*[^ -!#-~]*' OR " + column
                + " GLOB '*.')";
    }

    /** Returns the normal form; empty for a text that is no name of this column's kind, which matches nothing. */
    Optional<String> normalForm(String text) {
        return switch (this) {
            case DOMAINS -> MailDomain.parse(text).map(MailDomain::name);
            case ALIASES -> AliasAddress.parse(text).map(AliasAddress::toString);
            case APP_SENDERS, USERS, USER_ADDRESSES, GROUPS ->
                EmailAddress.parse(text).map(EmailAddress::toString);
        };
    }

    String rowQuery(String columns) {
        return "SELECT " + columns + " FROM " + table + " WHERE rowid = ?";
    }

    String table() {
        return table;
    }
}
