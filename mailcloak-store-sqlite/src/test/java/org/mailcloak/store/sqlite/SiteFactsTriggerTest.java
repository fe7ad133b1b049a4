package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.legacy;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

/** What the older program's statements leave of bindings, ends, domain aliases and unknown hosts in a database of its time. */
class SiteFactsTriggerTest {

    private static final AliasAddress SALES =
            AliasAddress.parse("sales@d1.test").orElseThrow();

    @TempDir
    Path directory;

    private Path file;

    /** sales@d1.test leads to alice, bob and carol, and each is bound. */
    @BeforeEach
    void bind() throws Exception {
        file = legacy(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.aliases()
                    .add(SALES, "alice", List.of("bob", "carol"), Optional.of(Instant.ofEpochSecond(4_000_000_000L)));
            for (String target : List.of("alice", "bob", "carol")) {
                store.bindings().bind(SALES, target, "local:" + target);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UPDATE aliases SET target_user = 'dora' WHERE alias_email = 'sales@d1.test'; bob carol",
                "UPDATE aliases SET target_user = 'alice' WHERE alias_email = 'sales@d1.test'; alice bob carol",
                "UPDATE aliases SET target_user = 'bob' WHERE alias_email = 'sales@d1.test'; bob carol",
                "UPDATE aliases SET enabled = 0 WHERE alias_email = 'sales@d1.test'; alice bob carol",
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('sales@d1.test', 'dora', 'd1.test')"
                        + " ON CONFLICT(alias_email) DO UPDATE SET target_user = excluded.target_user, enabled = 1; bob carol",
                "INSERT OR REPLACE INTO aliases(alias_email, target_user, alias_domain_name)"
                        + " VALUES ('sales@d1.test', 'dora', 'd1.test'); bob carol",
                "INSERT OR REPLACE INTO aliases(alias_email, target_user, alias_domain_name)"
                        + " VALUES ('sales@d1.test', 'alice', 'd1.test'); alice bob carol",
                "DELETE FROM alias_targets WHERE target = 'bob'; alice carol",
                "UPDATE alias_targets SET target = 'dora' WHERE target = 'bob'; alice carol",
                "DELETE FROM aliases WHERE alias_email = 'sales@d1.test'; ''"
            })
    void bindingsShouldBeThoseOfTheTargetsThatStay(String statement, String targets) throws Exception {
        execute(file, statement);

        assertThat(String.join(" ", rows(file, "SELECT target FROM alias_accounts ORDER BY target")))
                .isEqualTo(targets);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DELETE FROM aliases WHERE alias_email = 'sales@d1.test'",
                "DELETE FROM domains WHERE domain_name = 'd1.test'"
            })
    void nothingShouldStayWhenTheAliasOrItsDomainIsDeletedWithForeignKeys(String statement) throws Exception {
        execute(file, "PRAGMA foreign_keys = ON", statement);

        assertThat(rows(file, "SELECT target FROM alias_accounts")).isEmpty();
        assertThat(rows(file, "SELECT alias_email FROM alias_expiry")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sales2@d1.test, alice, alice bob carol", "sales2@d1.test, dora, bob carol"})
    void bindingsAndEndShouldFollowWhenTheAliasIsRenamed(String address, String target, String bound) throws Exception {
        execute(
                file,
                "UPDATE aliases SET alias_email = '" + address + "', target_user = '" + target
                        + "' WHERE alias_email = 'sales@d1.test'");

        assertThat(String.join(
                        " ",
                        rows(
                                file,
                                "SELECT target FROM alias_accounts WHERE alias_email = '" + address + "'"
                                        + " ORDER BY target")))
                .isEqualTo(bound);
        assertThat(rows(file, "SELECT alias_email FROM alias_accounts WHERE alias_email <> '" + address + "'"))
                .isEmpty();
        assertThat(rows(file, "SELECT alias_email FROM alias_expiry")).containsExactly(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UPDATE aliases SET target_user = 'alice', enabled = 1 WHERE alias_email = 'sales@d1.test'; true",
                "INSERT OR REPLACE INTO aliases(alias_email, target_user, alias_domain_name)"
                        + " VALUES ('sales@d1.test', 'alice', 'd1.test'); true",
                "UPDATE aliases SET enabled = 1 WHERE alias_email = 'sales@d1.test'; false"
            })
    void aliasThatIsOverShouldBeBackWhenTheOlderProgramAddsIt(String statement, boolean back) throws Exception {
        execute(file, "UPDATE alias_expiry SET expires_at = 1000");

        execute(file, statement);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(EmailAddress.parse("sales@d1.test").orElseThrow()))
                    .map(Alias::enabled)
                    .contains(back);
        }
    }

    @Test
    void factsOfADomainShouldGoWithItWhenTheOlderProgramDeletesIt() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.domains().alias(domain("d5.test"), domain("d1.test"));
            store.domains().alias(domain("d6.test"), domain("d2.test"));
            store.domains().setUnknownHost(domain("d1.test"), Optional.of("[old.example]"));
        }

        execute(file, "DELETE FROM domains WHERE domain_name IN ('d1.test', 'd6.test')");

        assertThat(rows(file, "SELECT * FROM domain_aliases")).isEmpty();
        assertThat(rows(file, "SELECT * FROM unknown_hosts")).isEmpty();
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
