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

/** The table {@code alias_targets}: what an alias leads to beside its login, in alphabetical order. */
final class AliasTargets {

    private static final String ORDER = " ORDER BY target LIMIT " + (Alias.MAX_TARGETS + 1);

    private record Row(String alias, String target) {}

    private AliasTargets() {}

    /** One more than an alias may have, at most: enough to see that there are too many. */
    static Alias added(Connection connection, Alias alias) throws SQLException {
        List<String> also = Sql.query(
                connection,
                "SELECT target FROM alias_targets WHERE alias_email = ?" + ORDER,
                row -> row.getString(1),
                alias.address());
        return also.isEmpty() ? alias : new Alias(alias.address(), alias.login(), also, alias.enabled());
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
        Sql.update(connection, "DELETE FROM alias_targets WHERE alias_email = ?", alias);
        Set<String> targets = new LinkedHashSet<>(also);
        targets.remove(login);
        for (String target : targets) {
            Sql.update(connection, "INSERT INTO alias_targets(alias_email, target) VALUES (?, ?)", alias, target);
        }
    }
}
