package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operators/database.md says of tables and queries is what the database and the files for other programs have. */
class DatabasePageTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern TABLE = Pattern.compile("(?m)^\\| `(\\w+)` \\| ((?:`\\w+`(?:, )?)+) \\|");
    private static final Pattern QUERY = Pattern.compile("(?m)^SELECT .*$");

    @Test
    void pageShouldNameEveryTableWithItsColumns(@TempDir Path folder) throws IOException, SQLException {
        List<String> tables = TABLE.matcher(page())
                .results()
                .map(row -> row.group(1) + "|" + row.group(2).replace("`", ""))
                .toList();

        assertThat(tables)
                .containsExactlyInAnyOrderElementsOf(rows(
                        fresh(folder),
                        "SELECT m.name, (SELECT group_concat(name, ', ') FROM pragma_table_info(m.name)) FROM sqlite_master m"
                                + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"));
    }

    @Test
    void queriesShouldBeThoseOfTheFilesThatOperatorsCopy() throws IOException {
        List<String> queries =
                QUERY.matcher(page()).results().map(MatchResult::group).toList();
        String files = "";
        for (String file : List.of("postfix-domains.cf", "postfix-addresses.cf", "dovecot-apps-sql.conf.ext")) {
            files += Files.readString(DOCS.resolve("configs").resolve(file));
        }

        assertThat(queries).hasSize(3);
        assertThat(files).contains(queries);
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve(Path.of("operators", "database.md")));
    }
}
