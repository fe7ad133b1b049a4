package org.mailcloak.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/**
 * A row of the table of users with its addresses, as far as it can be read. What is wrong with one concerns that user alone.
 *
 * @param number the row's number in its table
 * @param login as it was read; empty if it can be no login
 * @param primary the main address, if there is one
 * @param more further addresses, in alphabetical order
 * @param tooMany whether there are more addresses than are read
 * @param user empty if the row holds none
 */
record LocalUserRow(
        long number,
        Optional<String> login,
        Optional<EmailAddress> primary,
        List<EmailAddress> more,
        boolean tooMany,
        Optional<LocalUser> user) {

    /** Addresses of one user beside the primary one. */
    static final int MAX_ADDRESSES = 5_000;

    static final String COLUMNS = "u.rowid, u.login, u.primary_address, u.state, u.password_hash IS NOT NULL,"
            + " CASE WHEN typeof(u.user_id) = 'text' THEN u.user_id END, u.scope, typeof(u.login) = 'text'";

    /** The columns of {@link #COLUMNS}, before the addresses are known. */
    record Head(
            long number,
            @Nullable String login,
            Optional<EmailAddress> primary,
            Optional<AccountState> state,
            boolean hasPassword,
            @Nullable String id,
            Optional<AccountScope> scope,
            boolean isText) {

        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getLong(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).flatMap(EmailAddress::parse),
                    StoredText.constant(AccountState.class, row.getString(4)),
                    row.getBoolean(5),
                    row.getString(6),
                    StoredText.constant(AccountScope.class, row.getString(7)),
                    row.getBoolean(8));
        }

        LocalUserRow with(List<EmailAddress> more, boolean tooMany) {
            Optional<String> name = Optional.ofNullable(login).filter(StoredText::isName);
            return new LocalUserRow(number, name, primary, more, tooMany, tooMany ? Optional.empty() : user(more));
        }

        private Optional<LocalUser> user(List<EmailAddress> more) {
            return login != null
                            && isText
                            && id != null
                            && StoredText.isName(login)
                            && StoredText.isName(id)
                            && state.isPresent()
                            && scope.isPresent()
                    ? Optional.of(new LocalUser(login, primary, more, state.get(), hasPassword, id, scope.get()))
                    : Optional.empty();
        }
    }

    /** @throws UnclearRowException if the row holds no user */
    LocalUser orThrow() {
        return user.orElseThrow(() -> new UnclearRowException(problem()));
    }

    /** Returns what is wrong with a row that holds no user. */
    String problem() {
        String row = login.map(name -> "User " + name).orElse("The user") + " (row " + number + " of table users)";
        return tooMany
                ? row + " has more than " + MAX_ADDRESSES + " addresses"
                : row + " cannot be read: its login and its user_id must be texts that are not blank, without control"
                        + " characters, of at most " + StoredText.MAX_LENGTH;
    }

    /** Whether the address is one of the user's, or may be among those that were not read. */
    boolean mayOwn(EmailAddress address) {
        return tooMany || primary.filter(address::equals).isPresent() || more.contains(address);
    }

    /** Returns the addresses that were read. */
    Set<EmailAddress> addresses() {
        Set<EmailAddress> all = new HashSet<>(more);
        primary.ifPresent(all::add);
        return all;
    }

    /** Returns the logins that were read: one or none. */
    Set<String> logins() {
        return Set.copyOf(login.stream().toList());
    }
}
