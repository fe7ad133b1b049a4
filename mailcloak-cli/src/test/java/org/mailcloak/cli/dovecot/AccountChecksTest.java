package org.mailcloak.cli.dovecot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.Severity;
import org.mailcloak.decision.site.DeliverTo;

/** The sections of the shipped Dovecot files, beside each provider. */
class AccountChecksTest {

    private static final Path CONFIGS = Path.of("../docs/configs").toAbsolutePath();
    private static final Path SHIPPED = Path.of("/var/lib/mailcloak/state.db");

    private static final String APPS = passdb(CONFIGS.resolve("dovecot-apps-sql.conf.ext"));
    private static final String USERS = passdb(CONFIGS.resolve("dovecot-users-sql.conf.ext"));
    private static final String MAILBOXES = USERS.replace("passdb", "userdb");
    private static final String PREFETCH = "userdb {\n driver = prefetch\n}\n";
    private static final String EVERY_NAME =
            "userdb {\n driver = static\n args = home=/var/vmail/%n allow_all_users=yes\n}\n";

    private static String passdb(Path file) {
        return "passdb {\n driver = sql\n args = " + file + "\n}\n";
    }

    private static List<Finding> findings(String provider, DeliverTo deliverTo, Path database, String... blocks) {
        DeliveryRules rules = new DeliveryRules("", deliverTo, provider, database, () -> "");
        String text = "protocols = imap lmtp\n" + String.join("", blocks);
        return new AccountChecks(DovecotBlock.parse(text), rules).findings();
    }

    private static List<Finding> findings(String provider, String... blocks) {
        DeliverTo deliverTo = provider.equals("local") ? DeliverTo.ADDRESS : DeliverTo.LOGIN;
        return findings(provider, deliverTo, SHIPPED, blocks);
    }

    @Test
    void usersOfTheDatabaseShouldBeRightWhenTheProviderIsLocal() {
        assertThat(findings("local", APPS, USERS, PREFETCH, MAILBOXES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "keycloak", "authentik", "ldap"})
    void usersOfTheDatabaseShouldBeNamedWhenTheAccountsAreElsewhere(String provider) {
        assertThat(findings(provider, APPS, USERS, PREFETCH, MAILBOXES))
                .extracting(Finding::severity, Finding::place)
                .containsExactly(tuple(Severity.UNCHECKED, "passdb sql"), tuple(Severity.STOPPED, "userdb sql"));
    }

    @Test
    void applicationsShouldBeRightWithEveryProvider() {
        assertThat(findings("keycloak", APPS, EVERY_NAME)).isEmpty();
    }

    @Test
    void usersOfTheDatabaseShouldBeNamedInTheFormOfDovecot24() throws IOException {
        String shipped = Files.readString(CONFIGS.resolve("dovecot-2.4.conf"))
                .replace("/var/lib/mailcloak/state.db", SHIPPED.toString())
                .replaceAll("\\\\\\n\\s*", "");

        assertThat(findings("keycloak", shipped))
                .extracting(Finding::severity, Finding::place)
                .containsExactly(tuple(Severity.UNCHECKED, "passdb sql"), tuple(Severity.STOPPED, "userdb sql"));
    }

    @Test
    void fileThatCannotBeReadShouldBeKnownByItsName() {
        assertThat(findings("ldap", passdb(Path.of("/nonexistent/dovecot-users-sql.conf.ext"))))
                .extracting(Finding::place)
                .containsExactly("passdb sql");
    }

    @Test
    void usersOfAnotherDatabaseShouldBeNoMistakeOfAProviderThatReadsThem(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("own.conf.ext"), """
                driver = sqlite
                connect = /srv/people.db
                password_query = SELECT password FROM users WHERE login = '%u'
                """);

        assertThat(findings("static", passdb(own), EVERY_NAME)).isEmpty();
    }

    @Test
    void shippedQueryShouldAskTheDatabaseOfMailcloak() {
        assertThat(findings("local", DeliverTo.ADDRESS, Path.of("/srv/state.db"), APPS, USERS, MAILBOXES))
                .extracting(Finding::finding)
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding)
                        .isEqualTo("asks the database /var/lib/mailcloak/state.db, Mailcloak's is /srv/state.db:"
                                + " Dovecot knows other accounts"));
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, 0", "ADDRESS, 1"})
    void everyNameShouldBeALoginWhereItNamesAMailbox(DeliverTo deliverTo, int warnings) {
        assertThat(findings("keycloak", deliverTo, SHIPPED, EVERY_NAME))
                .hasSize(warnings)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void lmtpShouldHaveAUserdbThatKnowsMailboxesWithoutALogin() {
        assertThat(findings("keycloak", APPS, PREFETCH))
                .extracting(Finding::severity, Finding::place)
                .containsExactly(tuple(Severity.STOPPED, "userdb prefetch"));
    }
}
