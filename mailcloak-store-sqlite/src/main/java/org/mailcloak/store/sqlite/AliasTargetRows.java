package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

/** The table {@code alias_targets}: what an alias leads to beside its login, in alphabetical order. */
final class AliasTargetRows {

    private static final String ORDER = " ORDER BY target LIMIT " + (Alias.MAX_TARGETS + 1);

    private record Row(String alias, String target) {}

    private AliasTargetRows() {}

    /** One more than an alias may have, at most: enough to see that there are too many. */
    static List<String> of(Connection connection, String alias) throws SQLException {
        return Sql.query(
                connection,
                "SELECT target FROM alias_targets WHERE alias_email = ?" + ORDER,
                row -> row.getString(1),
                alias);
    }

    /**
     * Other programs may have stored anything, such as a line end or a blob. What that alias leads to is not known then; no
     * other one is touched by it.
     *
     * @throws UnclearRowException if a target can be neither a login nor an address, or is bound to what names no account
     */
    static void checkReadable(AliasAddress alias, Alias found) {
        found.targets()
                .filter(target -> !StoredText.isReadable(target))
                .findFirst()
                .ifPresent(target -> {
                    throw new UnclearRowException(
                            "Alias " + alias + " has a target that is neither a login nor an address (control"
                                    + " characters, or more than " + StoredText.MAX_LENGTH
                                    + "): write it anew with mailcloakctl aliases add");
                });
        if (!found.accounts().values().stream().allMatch(StoredText::isReadable)) {
            throw new UnclearRowException("Alias " + alias + " is bound to what names no account: bind it anew with"
                    + " mailcloakctl aliases rebind");
        }
    }

    /** All, by the alias's address as it is stored. */
    static Map<String, List<String>> all(Connection connection) throws SQLException {
        Map<String, List<String>> byAlias = new LinkedHashMap<>();
        for (Row row : Sql.query(
                connection,
                "SELECT alias_email, target FROM alias_targets ORDER BY alias_email, target",
                row -> new Row(row.getString(1), row.getString(2)))) {
            byAlias.computeIfAbsent(row.alias(), alias -> new ArrayList<>()).add(row.target());
        }
        return byAlias;
    }

    /** @param login is stored elsewhere, and not once more here */
    static void replace(Connection connection, String alias, String login, List<String> also) throws SQLException {
        Set<String> targets = new LinkedHashSet<>(also);
        targets.remove(login);
        Set<String> before = new LinkedHashSet<>(Sql.query(
                connection, "SELECT target FROM alias_targets WHERE alias_email = ?", row -> row.getString(1), alias));
        // One that stays keeps its binding, which ends with the row.
        for (String target : before) {
            if (!targets.contains(target)) {
                Sql.update(connection, "DELETE FROM alias_targets WHERE alias_email = ? AND target = ?", alias, target);
            }
        }
        targets.removeAll(before);
        for (String target : targets) {
            Sql.update(connection, "INSERT INTO alias_targets(alias_email, target) VALUES (?, ?)", alias, target);
        }
    }
}
