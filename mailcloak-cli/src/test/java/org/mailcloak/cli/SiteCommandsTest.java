package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Alias domains, hosts for unknown addresses, scopes and contacts. */
class SiteCommandsTest {

    private Ctl ctl;

    @BeforeEach
    void fillDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
    }

    @Test
    void aliasShouldMakeASecondNameOfADomain() {
        Ctl.Outcome outcome = ctl.run("domains", "alias", "d3.test", "d1.test");

        assertThat(outcome.complaints()).isEmpty();
        assertThat(ctl.run("domains", "list").out()).contains("d3.test\tenabled\talias of d1.test\n");
        assertThat(ctl.run("domains", "list", "--output", "json").out()).contains("\"alias_of\": \"d1.test\"");
    }

    @Test
    void aliasShouldBeUndoneByUnalias() {
        ctl.run("domains", "alias", "d3.test", "d1.test");

        assertThat(ctl.run("domains", "unalias", "d3.test").exitCode()).isZero();
        assertThat(ctl.run("domains", "list").out()).contains("d3.test\tenabled\n");
        assertThat(ctl.run("domains", "unalias", "d3.test").err())
                .isEqualTo("mailcloakctl: Alias domain d3.test does not exist\n");
    }

    @Test
    void aliasShouldWarnOfAddressesInTheDomain() {
        ctl.run("users", "set", "bob", "--also", "bob@d2.test");

        assertThat(ctl.run("domains", "alias", "d2.test", "d1.test").complaints())
                .startsWith("mailcloakctl: warning: 1 user and 0 groups still have an address in d2.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users add zoe --no-password --address zoe@d3.test",
                "users set bob --also zoe@d3.test",
                "groups add zoes --address zoe@d3.test",
                "apps allow shop zoe@d3.test"
            })
    void addressShouldBeRefusedWhenItsDomainStandsForAnother(String command) {
        ctl.run("domains", "alias", "d3.test", "d1.test");
        ctl.run("apps", "add", "shop", "--generate");

        Ctl.Outcome outcome = ctl.run(command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith(
                        "mailcloakctl: domain d3.test stands for d1.test, and zoe@d3.test is read as an address there;"
                                + " write zoe@d1.test");
    }

    @Test
    void setUnknownShouldBeRefusedWhenTheDomainStandsForAnother() {
        ctl.run("domains", "alias", "d3.test", "d1.test");

        assertThat(ctl.run("domains", "set-unknown", "d3.test", "[mail.old.example]")
                        .err())
                .isEqualTo("mailcloakctl: Domain d3.test stands for d1.test: name the host of that one\n");
        assertThat(ctl.run("domains", "set-unknown", "d3.test", "none").exitCode())
                .isZero();
    }

    @Test
    void targetShouldBeKnownByTheSecondNameOfItsDomain() {
        ctl.run("domains", "alias", "d3.test", "d1.test");

        assertThat(ctl.run("aliases", "add", "x@d1.test", "alice@d3.test").complaints())
                .isEmpty();
        assertThat(ctl.run("aliases", "add", "y@d1.test", "nosuch@d3.test").exitCode())
                .isEqualTo(1);
    }

    @Test
    void setUnknownShouldNameTheHostAndTakeItAway() {
        ctl.run("domains", "set-unknown", "d1.test", "[mail.old.example]:25");
        assertThat(ctl.run("domains", "list").out())
                .contains("d1.test\tenabled\tunknown addresses to [mail.old.example]:25\n");

        ctl.run("domains", "set-unknown", "d1.test", "none");
        assertThat(ctl.run("domains", "list").out()).contains("d1.test\tenabled\n");
    }

    @Test
    void setUnknownShouldLetTargetsBelongToTheOtherHost() {
        ctl.run("domains", "set-unknown", "d1.test", "[mail.old.example]");

        assertThat(ctl.run("aliases", "add", "x@d1.test", "theirs@d1.test").complaints())
                .isEmpty();
    }

    @Test
    void setUnknownShouldWarnWhereACatchAllTakesAll() {
        ctl.run("aliases", "add", "@d1.test", "alice");

        assertThat(ctl.run("domains", "set-unknown", "d1.test", "[mail.old.example]")
                        .complaints())
                .contains("the catch-all @d1.test takes all unknown addresses before the host is asked");
    }

    @Test
    void setScopeShouldBeShown() {
        ctl.run("users", "set-scope", "bob", "local-only");

        assertThat(ctl.run("users", "show", "bob").out()).contains("scope\tlocal-only\n");
    }

    @Test
    void contactShouldBeAMemberOfTheGroupThatTheServerReads() {
        ctl.run("groups", "member", "add", "staff", "alice", "partner@far.example");

        assertThat(ctl.run("groups", "show", "staff").out())
                .contains("member\talice\n", "contact\tpartner@far.example\n");
        try (IdentityProvider provider =
                new LocalIdentityProviderFactory().create(new ProviderConfig("local", ctl.database(), Map.of()))) {
            GroupLookup found = provider.groups()
                    .orElseThrow()
                    .findGroupByAddress(new EmailAddress("staff", new MailDomain("d1.test")));
            assertThat(((GroupLookup.Found) found).group().contacts())
                    .extracting(Object::toString)
                    .containsExactly("partner@far.example");
        }

        ctl.run("groups", "member", "del", "staff", "partner@far.example");
        assertThat(ctl.run("groups", "show", "staff").out()).doesNotContain("contact");
    }

    @Test
    void sharedAddressShouldBeTakenWhenTheOperatorSaysSo() {
        Ctl.Outcome outcome = ctl.run(
                "users",
                "add",
                "dora",
                "--address",
                "dora@d1.test",
                "--also",
                "al@d1.test",
                "--shared",
                "--no-password");

        assertThat(outcome.exitCode()).isZero();
        try (SqliteMailStore store = ctl.open()) {
            assertThat(store.users().findByAddress(new EmailAddress("al", new MailDomain("d1.test"))))
                    .hasSize(2);
        }
    }

    @Test
    void setShouldChangeAddresses() {
        ctl.run("users", "set", "alice", "--address", "a.smith@d1.test", "--also", "x@d1.test", "--drop", "al@d1.test");

        assertThat(ctl.run("users", "list").out())
                .contains("alice\ta.smith@d1.test\tactive\talice@d1.test, x@d1.test\n");
    }
}
