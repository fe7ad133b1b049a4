package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;

/** What comes back and what goes on, of mail that no policy service saw. */
class TransportMapTest {

    private static final String BACK = "error:5.1.1 No such user";

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .domainAlias("d9.test", "d1.test")
            .alias("@d2.test", "jdoe")
            .alias("info@d1.test", "jdoe")
            .alias("away@d1.test", "friend@far.example")
            .alias("lost@d1.test", "nosuch@d1.test")
            .alias("shut@d1.test", "gone")
            .alias("kept@d1.test", "nosuch@d1.test")
            .alias("as-address@d1.test", "kim@d1.test")
            .alias("noreply@d1.test", "discard:")
            .disabledAlias("off@d1.test", "jdoe")
            .disabledAlias("ann@d1.test", "jdoe");

    private final TableProvider provider = new TableProvider()
            .user("jdoe", AccountState.ACTIVE, "john.doe@d1.test", "john@d2.test")
            .user("kept", AccountState.ACTIVE, "kept@d1.test")
            .user("gone", AccountState.DISABLED, "g.g@d1.test")
            .user("tagged", AccountState.ACTIVE, "work+tag@d1.test", "noreply+person@d1.test")
            .user("kim@d1.test", AccountState.ACTIVE, "kim.kay@d1.test")
            .user("ann", AccountState.ACTIVE, "a.n@d1.test")
            .user("g.g", AccountState.ACTIVE, "other@d1.test")
            .group("list@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, Set.of(), "jdoe")
            .group("closed@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, Set.of(), "gone");

    private final PolicyRules rules =
            PolicyRules.defaults().toBuilder().recipientDelimiter("+").build();

    private String find(PolicyRules with, String key) {
        return MapText.find(with, new LookupSources(store, provider), "transport", key);
    }

    private PolicyRules deliveringTo(DeliverTo deliverTo) {
        return rules.toBuilder()
                .site(rules.site().toBuilder().deliverTo(deliverTo).build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "john.doe@d1.test",
                "John.Doe+x@D1.test",
                "john@d2.test",
                "anything@d2.test",
                "info@d1.test",
                "info+x@d1.test",
                "info@d9.test",
                "away@d1.test",
                "list@d1.test",
                "kim.kay@d1.test",
                "kim@d1.test",
                "as-address@d1.test",
                "jdoe@d1.test",
                "jdoe+x@d1.test",
                "ann@d1.test",
                "ann+x@d1.test",
                "a.n@d1.test",
                "d1.test",
                "@d1.test",
                "*",
                "someone@far.example",
            })
    void mailShouldGoOnWhenItReachesAMailboxOrIsSentOn(String key) {
        for (DeliverTo deliverTo : DeliverTo.values()) {
            assertThat(find(deliveringTo(deliverTo), key)).as("%s", deliverTo).isEqualTo("-");
        }
    }

    /** The policy refuses it; what was accepted before the alias was made is the account's. */
    @Test
    void mailShouldGoOnToAnAccountWhenAnAliasOfItsAddressLeadsNowhere() {
        assertThat(find(rules, "kept@d1.test")).isEqualTo("-");
        assertThat(find(deliveringTo(DeliverTo.LOGIN), "kept@d1.test"))
                .startsWith("broken: ")
                .contains("is an alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch@d1.test",
                "nosuch+x@d1.test",
                "nosuch@d9.test",
                "work@d1.test",
                "g.g@d1.test",
                "g.g+x@d1.test",
                "gone@d1.test",
                "lost@d1.test",
                "shut@d1.test",
                "closed@d1.test",
                "off@d1.test",
            })
    void mailShouldComeBackWhenNoAccountMayReceiveIt(String key) {
        for (DeliverTo deliverTo : DeliverTo.values()) {
            assertThat(find(deliveringTo(deliverTo), key)).as("%s", deliverTo).isEqualTo(BACK);
        }
    }

    /** Postfix would ask for work@d1.test next, which is nobody's, and for noreply@d1.test, whose mail is thrown away. */
    @ParameterizedTest
    @CsvSource({"work+tag@d1.test, :", "noreply+person@d1.test, :", "noreply+x@d1.test, discard:"})
    void lookUpShouldEndAtTheWholeAddressWhenTheShorterOneIsAnothers(String key, String answer) {
        assertThat(find(rules, key)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g.g@d1.test", "shut@d1.test", "closed@d1.test"})
    void mailForDisabledAccountsShouldGoOnWhenTheyReceive(String key) {
        assertThat(find(rules.toBuilder().disabledUsersReceive(true).build(), key))
                .isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"john.doe@d1.test", "nosuch@d1.test", "g.g@d1.test", "info@d1.test"})
    void mailShouldWaitWhenTheProviderIsUnavailable(String key) {
        provider.down();

        assertThat(find(rules, key)).startsWith("unavailable: ");
    }

    @ParameterizedTest
    @CsvSource({
        "away@d1.test, -",
        "noreply@d1.test, discard:",
        "someone@far.example, -",
        "d1.test, -",
    })
    void providerShouldNotBeNeededWhenTheDatabaseKnowsTheAnswer(String key, String answer) {
        provider.down();

        assertThat(find(rules, key)).isEqualTo(answer);
    }
}
