package org.mailcloak.store.sqlite;

import java.text.Normalizer;
import java.util.Locale;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/**
 * Rows hold addresses, domains and logins as someone wrote them: in any letter case, with quotes, with Unicode labels.
 * SQL finds the rows that may be meant, and the comparison here decides.
 */
final class Spellings {

    private Spellings() {}

    static boolean same(String spelling, EmailAddress address) {
        return EmailAddress.parse(spelling).filter(address::equals).isPresent();
    }

    static boolean same(String spelling, MailDomain domain) {
        return MailDomain.parse(spelling).filter(domain::equals).isPresent();
    }

    /** The form in which logins are stored and compared: lower case (root locale) and NFC. */
    static String login(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    /**
     * A query for all rows that may spell the address or domain bound to {@code ?1}: those that differ in ASCII letter case, and
     * all odd ones. A row may come twice, in no order: with an order to keep, SQLite reads whole tables. The conditions are
     * those of the indexes in {@code 002-local-users.sql}, letter by letter, so that
     * neither half reads the whole table.
     */
    static String candidates(String columns, String table, String column) {
        String select = "SELECT " + columns + " FROM " + table + " WHERE ";
        return select + column + " = ?1 COLLATE NOCASE UNION ALL " + select + "(" + column + " GLOB '*[^ -!#-~]*' OR "
                + column + " GLOB '*.')";
    }
}
