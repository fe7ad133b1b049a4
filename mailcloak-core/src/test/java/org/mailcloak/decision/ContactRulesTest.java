package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup.Posting;
import org.mailcloak.idp.MailGroup.SendAs;

/** Contacts of a group that are addresses here: each is judged as a recipient is, by the account, alias or group that takes its mail. */
class ContactRulesTest extends DecisionTables {

    @BeforeEach
    void addGroups() {
        rules = rules.toBuilder().recipientDelimiter("+").build();
        store.domain("d5.test")
                .domain("d6.test")
                .alias("memalias@d1.test", "mem@d1.test")
                .alias("step@d1.test", "memalias@d1.test")
                .alias("@d5.test", "mem@d1.test")
                .alias("gone@d1.test", "nosuch")
                .alias("old@d1.test", "carol")
                .alias("ours@d1.test", "alice")
                .disabledAlias("off@d1.test", "alice")
                .unknownHost("d6.test", "[mail.old.example]:25");
        provider.group("mem@d1.test", Posting.MEMBERS, SendAs.NONE, "alice");
    }

    private Reason listOf(String... contacts) {
        provider.group("list@d1.test", Posting.ANYONE, SendAs.NONE, contacts);
        return stranger(FAR, "list@d1.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem@d1.test",
                "mem+x@d1.test",
                "memalias@d1.test",
                "memalias+x@d1.test",
                "step@d1.test",
                "any@d5.test"
            })
    void groupShouldKeepItsPostingRuleHoweverAContactLeadsToIt(String contact) {
        assertThat(listOf(contact)).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        assertThat(listOf(contact, "alice")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        assertThat(login("plain", "alice", "alice@d1.test", "list@d1.test")).isEqualTo(Reason.USER_OWNS_SENDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem@d1.test", "mem+x@d1.test", "memalias@d1.test", "any@d5.test"})
    void groupShouldKeepItsPostingRuleWhenAContactOfAContactLeadsToIt(String contact) {
        provider.group("inner@d1.test", Posting.ANYONE, SendAs.NONE, contact);

        assertThat(listOf("inner@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "carol@d1.test, RECIPIENT_DISABLED",
        "carol+x@d1.test, RECIPIENT_DISABLED",
        "nosuch@d1.test, RECIPIENT_DISABLED",
        "nosuch+x@d1.test, RECIPIENT_DISABLED",
        "old@d1.test, RECIPIENT_DISABLED",
        "gone@d1.test, RECIPIENT_DISABLED",
        "off@d1.test, RECIPIENT_DISABLED",
        "ours@d1.test, SENDER_NOT_LOCAL",
        "ours+x@d1.test, SENDER_NOT_LOCAL",
        "alice+x@d1.test, SENDER_NOT_LOCAL",
        "any@d6.test, SENDER_NOT_LOCAL",
    })
    void groupShouldTakeMailOnlyIfItsContactMayReceive(String contact, Reason reason) {
        assertThat(listOf(contact)).isEqualTo(reason);
    }

    @Test
    void contactShouldBeJudgedAnewWhenAnInnerGroupHasItToo() {
        provider.group("inner@d1.test", Posting.ANYONE, SendAs.NONE, "old@d1.test");

        assertThat(listOf("inner@d1.test", "old@d1.test")).isEqualTo(Reason.SENDER_NOT_LOCAL);
        assertThat(new RecipientResolver(rules, new LookupSources(store, provider))
                        .of(EmailAddress.parse("list@d1.test").orElseThrow())
                        .targets())
                .containsExactly("inner@d1.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"back@d1.test", "list+x@d1.test"})
    void groupShouldDeferWhenAContactLeadsBackToIt(String contact) {
        store.alias("back@d1.test", "list@d1.test");

        assertThat(listOf(contact, "alice")).isEqualTo(Reason.ALIAS_BROKEN);
    }

    @Test
    void groupShouldDeferWhenContactsOfContactsLeadToTooManyAddresses() {
        String[] contacts = new String[40];
        for (int i = 0; i < contacts.length; i++) {
            String[] inner = new String[40];
            for (int j = 0; j < inner.length; j++) {
                inner[j] = "alice+" + i + "x" + j + "@d1.test";
            }
            provider.group("inner" + i + "@d1.test", Posting.ANYONE, SendAs.NONE, inner);
            contacts[i] = "inner" + i + "+x@d1.test";
        }

        assertThat(listOf(contacts)).isEqualTo(Reason.ALIAS_BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "40, +x, SENDER_NOT_LOCAL",
        "60, +x, ALIAS_BROKEN",
        "5000, +x, ALIAS_BROKEN",
        "40, '', SENDER_NOT_LOCAL",
        "60, '', ALIAS_BROKEN",
        "5000, '', ALIAS_BROKEN"
    })
    void groupShouldDeferWhenTooManyGroupsFollowEachOtherByContacts(int depth, String extension, Reason reason) {
        for (int i = 0; i < depth; i++) {
            String next = "chain" + (i + 1) + extension + "@d1.test";
            provider.group("chain" + i + "@d1.test", Posting.ANYONE, SendAs.NONE, next);
        }
        provider.group("chain" + depth + "@d1.test", Posting.ANYONE, SendAs.NONE, "alice");

        assertThat(listOf("chain0" + extension + "@d1.test")).isEqualTo(reason);
    }

    @Test
    void applicationShouldBeNoMemberWhenItSendsAsNobodyWithTheNameOfAUser() {
        rules = rules.toBuilder().authenticatedNullSender(true).build();
        provider.user("app1", AccountState.ACTIVE, "someapp@d1.test")
                .group("crew@d1.test", Posting.MEMBERS, SendAs.NONE, "app1");

        assertThat(login("plain", "app1", "", "crew@d1.test")).isEqualTo(Reason.GROUP_MEMBERS_ONLY);
        assertThat(login("xoauth2", "app1", "", "crew@d1.test")).isEqualTo(Reason.NULL_SENDER_ALLOWED);
    }
}
