package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;

/** Domains that stand for another one, domains of which another host has the rest, and aliases that throw mail away. */
class DomainFactsTest extends DecisionTables {

    @BeforeEach
    void addDomains() {
        store.domainAlias("d9.test", "d1.test")
                .alias("noreply@d1.test", "discard:")
                .alias("old@d1.test", "alice@d9.test")
                .domain("d3.test")
                .unknownHost("d3.test", "[mail.old.example]:25")
                .alias("boss@d3.test", "alice")
                .disabledAlias("off@d3.test", "alice")
                .domain("d4.test")
                .alias("@d4.test", "discard:");
        provider.user("gone", AccountState.DISABLED, "gone@d3.test");
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d9.test, SENDER_NOT_LOCAL",
        "sales@d9.test, SENDER_NOT_LOCAL",
        "carol@d9.test, RECIPIENT_DISABLED",
        "nosuch@d9.test, RECIPIENT_UNKNOWN",
        "old@d1.test, SENDER_NOT_LOCAL",
        "noreply@d1.test, SENDER_NOT_LOCAL",
        "noreply@d9.test, SENDER_NOT_LOCAL",
        "boss@d3.test, SENDER_NOT_LOCAL",
        "gone@d3.test, RECIPIENT_DISABLED",
        "nosuch@d3.test, SENDER_NOT_LOCAL",
        "off@d3.test, RECIPIENT_DISABLED",
        "any@d4.test, SENDER_NOT_LOCAL",
    })
    void recipientShouldBeJudgedByTheFactsOfItsDomain(String recipient, Reason reason) {
        assertThat(stranger(FAR, recipient)).isEqualTo(reason);
    }

    @Test
    void otherHostShouldNotGetTheMailOfAnAliasThatIsOffWhenTheAddressHasAnExtension() {
        rules = rules.toBuilder().recipientDelimiter("+").build();

        assertThat(stranger(FAR, "off+more@d3.test")).isEqualTo(Reason.RECIPIENT_DISABLED);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@d9.test, USER_OWNS_SENDER",
        "sales@d9.test, USER_OWNS_ALIAS",
        "bob@d9.test, USER_NOT_OWNER",
        "nosuch@d9.test, USER_NOT_OWNER",
        "noreply@d1.test, USER_NOT_OWNER",
        "any@d4.test, USER_NOT_OWNER",
        "nosuch@d3.test, USER_NOT_OWNER",
    })
    void accountShouldSendAsWhatItOwnsInTheDomainItself(String sender, Reason reason) {
        assertThat(alice(sender)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"alice@d9.test", "nosuch@d9.test", "nosuch@d3.test", "noreply@d1.test", "any@d4.test"})
    void strangerShouldNotSendAsSuchADomain(String sender) {
        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(Reason.LOGIN_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"alice@d9.test, USER_OWNS_SENDER", "bob@d9.test, USER_SEND_BLOCKED", "nosuch@d9.test, USER_UNKNOWN"})
    void addressInADomainThatStandsForAnotherShouldBeALoginAsTheOneThere(String login, Reason reason) {
        assertThat(login("PLAIN", login, "alice@d1.test", FAR)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "d1.test, alice@d9.test, EXTERNAL_SENDER",
        "d9.test, alice@d9.test, EXTERNAL_SENDER",
        "d9.test, alice@d1.test, LOGIN_REQUIRED"
    })
    void hostOfADomainShouldSendAsTheDomainsThatStandForIt(String listed, String sender, Reason reason) {
        MailDomain domain = new MailDomain(listed);
        rules = rules.toBuilder()
                .site(rules.site().toBuilder()
                        .externalSender((asked, client) -> asked.equals(domain))
                        .build())
                .build();

        assertThat(stranger(sender, "alice@d1.test")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"app1@d9.test, APP_OWNS_SENDER", "old@d9.test, APP_NOT_OWNER"})
    void applicationShouldSendAsItsSendersInADomainThatStandsForTheirs(String sender, Reason reason) {
        assertThat(login("PLAIN", "app1", sender, FAR)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"info@d1.test", "info+x@d1.test", "info@d9.test", "info+x@d9.test"})
    void accountShouldNotSendAsAnAliasOfAnotherInAnOutageThatPasses(String sender) {
        store.alias("info@d1.test", "bob");
        rules = rules.toBuilder()
                .idpFailureMode(FailureMode.DUNNO)
                .recipientDelimiter("+")
                .build();
        provider.down();

        assertThat(alice(sender)).isEqualTo(Reason.USER_NOT_OWNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@d1.test", "alice@d9.test"})
    void contactShouldBeAMemberWhenItsDomainStandsForAnother(String contact) {
        provider.group("crew@d1.test", MailGroup.Posting.MEMBERS, MailGroup.SendAs.MEMBERS, contact);

        assertThat(login("PLAIN", "alice", "alice@d1.test", "crew@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        assertThat(alice("crew@d1.test")).isEqualTo(Reason.USER_OWNS_GROUP);
        assertThat(of("crew@d1.test").targets()).containsExactly("alice@d1.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@d1.test", "alice@d9.test"})
    void groupShouldBeOpenToItsNamedAddressInADomainThatStandsForAnother(String named) {
        provider.group("news@d1.test", MailGroup.Posting.SENDERS, MailGroup.SendAs.NONE, Set.of(named), "bob");

        assertThat(login("PLAIN", "alice", "alice@d1.test", "news@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        assertThat(login("PLAIN", "alice", "alice@d9.test", "news@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
        assertThat(login("PLAIN", "alice", "sales@d9.test", "news@d1.test")).isEqualTo(Reason.GROUP_SENDERS_ONLY);
    }

    /** The alias map would rewrite the address to the login, and the login to the address, without an end. */
    @Test
    void mailShouldWaitWhenTheLoginIsInADomainThatStandsForAnother() {
        provider.user("zoe@d9.test", AccountState.ACTIVE, "zoe@d1.test");
        rules = rules.toBuilder()
                .site(rules.site().toBuilder().deliverTo(DeliverTo.LOGIN).build())
                .build();

        assertThat(of("zoe@d1.test").kind()).isEqualTo(Resolution.Kind.AMBIGUOUS);
        assertThat(stranger(FAR, "zoe@d1.test")).isEqualTo(Reason.MAILBOX_AMBIGUOUS);
    }

    private Resolution of(String address) {
        return new RecipientResolver(rules, new LookupSources(store, provider))
                .of(EmailAddress.parse(address).orElseThrow());
    }
}
