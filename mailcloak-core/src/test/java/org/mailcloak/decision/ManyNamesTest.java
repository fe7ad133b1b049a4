package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/** Texts are resolved to an account, and ids are compared: logins that are addresses, several logins, and many steps. */
class ManyNamesTest extends DecisionTables {

    @ParameterizedTest
    @CsvSource({
        "alice@d1.test, alice@d1.test, USER_OWNS_SENDER",
        "ALICE@D1.test, alice@d1.test, USER_OWNS_SENDER",
        "alice@d1.test, sales@d1.test, USER_OWNS_ALIAS",
        "alice@d1.test, bob@d1.test, USER_NOT_OWNER",
        "alice.smith@d1.test, alice@d1.test, USER_UNKNOWN",
        "bob@d1.test, bob@d1.test, USER_SEND_BLOCKED",
        "carol@d1.test, carol@d1.test, USER_DISABLED",
        "nobody@d1.test, nobody@d1.test, USER_UNKNOWN",
        "shared@d1.test, shared@d1.test, IDP_UNAVAILABLE",
        "own@d1.test, own@d1.test, USER_NOT_OWNER",
        "@d1.test, alice@d1.test, USER_UNKNOWN"
    })
    void loginThatIsAPrimaryAddressShouldBeItsAccount(String login, String sender, Reason reason) {
        provider.user("own@d1.test", AccountState.ACTIVE, "elsewhere@d1.test")
                .user("owner", AccountState.ACTIVE, "own@d1.test");

        for (String method : List.of("PLAIN", "OAUTHBEARER")) {
            assertThat(login(method, login, sender, FAR)).isEqualTo(reason);
        }
    }

    @Test
    void loginThatIsAPrimaryAddressShouldBeNobodyWhenTheSettingSaysSo() {
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().loginIsAddress(false).build())
                .build();

        assertThat(login("plain", "alice@d1.test", "alice@d1.test", FAR)).isEqualTo(Reason.USER_UNKNOWN);
    }

    @Test
    void loginThatIsAPrimaryAddressShouldBeDeferredWhenTheProviderIsDown() {
        provider.down();

        assertThat(login("plain", "alice@d1.test", "alice@d1.test", FAR)).isEqualTo(Reason.IDP_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, chain@d1.test, USER_OWNS_ALIAS",
        "alice, twice@d1.test, USER_OWNS_ALIAS",
        "alice, by-address@d1.test, USER_OWNS_ALIAS",
        "alice, q@d3.test, USER_OWNS_CATCH_ALL",
        "alice, to-staff@d1.test, USER_OWNS_ALIAS",
        "alice, to-readers@d1.test, USER_NOT_OWNER",
        "alice, off-chain@d1.test, USER_NOT_OWNER",
        "dave, chain@d1.test, USER_NOT_OWNER",
        "dave, q@d3.test, USER_NOT_OWNER",
        "dave, to-staff@d1.test, USER_NOT_OWNER"
    })
    void whoGetsTheMailInTheEndShouldSendAsTheAddress(String login, String sender, Reason reason) {
        provider.group("staff@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "alice")
                .group("readers@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice");
        store.domain("d3.test")
                .alias("chain@d1.test", "sales@d1.test")
                .alias("twice@d1.test", "chain")
                .alias("by-address@d1.test", "bob", "alice.smith@d1.test")
                .alias("@d3.test", "sales@d1.test")
                .alias("to-staff@d1.test", "staff@d1.test")
                .alias("to-readers@d1.test", "readers@d1.test")
                .disabledAlias("off@d1.test", "alice")
                .alias("off-chain@d1.test", "off@d1.test");

        assertThat(login("plain", login, sender, FAR)).isEqualTo(reason);
    }

    @Test
    void aliasShouldBeTheAccountsWhicheverOfItsLoginsItNames() {
        Account jane = Account.builder("1", "jane")
                .primaryAddress(EmailAddress.parse("jane@d1.test"))
                .build();
        IdentityProvider twoLogins = new IdentityProvider() {
            @Override
            public LookupResult findByLogin(String loginName) {
                return Set.of("jane", "jdoe").contains(loginName) ? LookupResult.found(jane) : LookupResult.notFound();
            }

            @Override
            public LookupResult findByAddress(EmailAddress address) {
                return jane.owns(address) ? LookupResult.found(jane) : LookupResult.notFound();
            }

            @Override
            public void close() {}
        };
        store.alias("office@d1.test", "jdoe");
        PolicyQuery question = new PolicyQuery(ProtocolState.RCPT, "office@d1.test", FAR, "plain", "jdoe", "192.0.2.9");

        assertThat(new DecisionEngine(rules, store, twoLogins).decide(question).reason())
                .isEqualTo(Reason.USER_OWNS_ALIAS);
        assertThat(Optional.of(jane.loginName())).contains("jane");
    }

    @ParameterizedTest
    @CsvSource({"dora@d1.test, RECIPIENT_UNKNOWN", "dora@d2.test, SENDER_NOT_LOCAL", "info@d1.test, SENDER_NOT_LOCAL"})
    void loginAloneShouldBeNoAddress(String recipient, Reason reason) {
        provider.user("dora", AccountState.ACTIVE, "d.d@far.example");
        store.alias("info@d1.test", "dora").alias("@d2.test", "dora");

        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
    }

    @Test
    void mailForALoginShouldNotGoToAnotherAccountThatHasTheNameAsItsAddress() {
        provider.user("mary", AccountState.ACTIVE, "m.smith@d1.test")
                .user("mary2", AccountState.ACTIVE, "mary@d1.test")
                .user("nomail", AccountState.ACTIVE)
                .user("other", AccountState.ACTIVE, "nomail@d1.test");
        store.alias("of-mary@d1.test", "mary").alias("of-nomail@d1.test", "nomail");

        assertThat(new RecipientResolver(rules, new LookupSources(store, provider))
                        .forwarding(EmailAddress.parse("of-mary@d1.test").orElseThrow())
                        .targets())
                .containsExactly("m.smith@d1.test");
        assertThat(stranger(FAR, "of-nomail@d1.test")).isEqualTo(Reason.MAILBOX_AMBIGUOUS);
        assertThat(Reason.MAILBOX_AMBIGUOUS.action()).isEqualTo("451 4.3.0 Temporary internal error");
    }
}
