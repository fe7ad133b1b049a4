package org.mailcloak.store.sqlite;

import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.store.StoreException;

/**
 * A table that a backup covers. Columns that another program has added are not Mailcloak's, and another database has not got
 * them.
 *
 * @param keys the columns that a row is found by; none is null in a row that means anything
 * @param others the other columns
 * @param kept those of them that a row keeps when it is there already: what it is known by elsewhere
 */
record RawTable(String name, List<String> keys, List<String> others, List<String> kept) {

    /** Each after those that its rows refer to. */
    static final List<RawTable> ALL = List.of(
            table("domains", "domain_name", "enabled updated_at"),
            table("domain_aliases", "domain_name", "target_domain updated_at"),
            table("unknown_hosts", "domain_name", "next_hop updated_at"),
            table("aliases", "alias_email", "target_user alias_domain_name enabled updated_at"),
            table("alias_targets", "alias_email target", "updated_at"),
            table("alias_expiry", "alias_email", "expires_at"),
            table("apps", "app_id", "secret_hash enabled updated_at"),
            table("app_from", "app_id from_addr", "enabled updated_at"),
            table("users", "login", "user_id primary_address password_hash state updated_at scope")
                    .keeping("user_id"),
            table("user_addresses", "login address", "updated_at"),
            table("alias_accounts", "alias_email target", "account_id bound_at"),
            table("user_groups", "group_name", "group_id address posting send_as updated_at")
                    .keeping("group_id"),
            table("user_group_members", "group_name login", "updated_at"),
            table("user_group_subgroups", "group_name subgroup", "updated_at"),
            table("user_group_senders", "group_name sender", "updated_at"),
            table("user_group_contacts", "group_name address", "updated_at"),
            table("certificates", "fingerprint", "login label enabled updated_at"));

    /** For the rows of the older program, whose triggers and foreign keys may have been off when they were written. */
    private static final String WRONG_ALIAS = " OR instr(alias_email, '@') = 0"
            + " OR alias_domain_name <> substr(alias_email, instr(alias_email, '@') + 1)";

    /** @throws StoreException for a table that is not among {@link #ALL}: names travel in statements as they are */
    static RawTable of(String name) {
        return ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StoreException("'" + name + "' is no table of a backup"));
    }

    List<String> columns() {
        return Stream.concat(keys.stream(), others.stream()).toList();
    }

    /** A condition for the rows that an empty database with the rest of this one would not take. */
    String refused() {
        return "rowid IN (SELECT \"rowid\" FROM pragma_foreign_key_check('" + name + "'))"
                + (name.equals("aliases") ? WRONG_ALIAS : "");
    }

    private RawTable keeping(String column) {
        return new RawTable(name, keys, others, List.of(column));
    }

    private static RawTable table(String name, String keys, String others) {
        return new RawTable(name, List.of(keys.split(" ", -1)), List.of(others.split(" ", -1)), List.of());
    }
}
