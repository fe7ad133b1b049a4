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

/** With {@code policy.deliver_to: login} every address of an account leads to one with its login name. */
class DeliverToLoginTest {

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("d2.test")
            .alias("info@d1.test", "jdoe")
            .alias("info@d2.test", "jdoe")
            .alias("by-address@d1.test", "jd@d1.test")
            .alias("dora-mail@d2.test", "dora")
            .alias("kept@d1.test", "kept", "friend@far.example")
            .alias("stolen@d1.test", "jdoe");

    private final TableProvider provider = new TableProvider()
            .user("jdoe", AccountState.ACTIVE, "john.doe@d1.test", "jd@d1.test", "john@d2.test", "jd@far.example")
            .user("mary1", AccountState.ACTIVE, "mary@d1.test")
            .user("mary2", AccountState.ACTIVE, "mary@d2.test")
            .user("same", AccountState.ACTIVE, "same@d1.test")
            .user("kim@d1.test", AccountState.ACTIVE, "kim.kay@d2.test")
            .user("leo@far.example", AccountState.ACTIVE, "leo@d1.test")
            .user("dora", AccountState.ACTIVE, "d.d@far.example")
            .user("gone", AccountState.DISABLED, "g.g@d1.test")
            .user("kept", AccountState.ACTIVE, "k.k@d1.test")
            .user("stolen", AccountState.ACTIVE, "s.s@d1.test")
            .user("taken", AccountState.ACTIVE, "t.t@d1.test")
            .user("taker", AccountState.ACTIVE, "taken@d1.test")
            .user("listed", AccountState.ACTIVE, "l.l@d1.test")
            .user("pair1", AccountState.ACTIVE, "pair@d1.test")
            .user("pair2", AccountState.ACTIVE, "pair@d1.test")
            .user("half1", AccountState.ACTIVE, "half@d1.test")
            .user("half2", AccountState.DISABLED, "half@d1.test")
            .user("a+b", AccountState.ACTIVE, "plus@d1.test")
            .group("listed@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, Set.of(), "mary1");

    private String find(String map, String key) {
        PolicyRules rules =
                PolicyRules.defaults().toBuilder().recipientDelimiter("+").build();
        return MapText.find(
                rules.toBuilder()
                        .site(rules.site().toBuilder()
                                .deliverTo(DeliverTo.LOGIN)
                                .build())
                        .build(),
                new LookupSources(store, provider),
                map,
                key);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "john.doe@d1.test, jdoe@d1.test",
                "JD@d1.test, jdoe@d1.test",
                "john@d2.test, jdoe@d1.test",
                "john.doe+x@d1.test, jdoe+x@d1.test",
                "info@d1.test, jdoe@d1.test",
                "info@d2.test, jdoe@d1.test",
                "info+x@d1.test, jdoe+x@d1.test",
                "mary@d1.test, mary1@d1.test",
                "mary@d2.test, mary2@d2.test",
                "kim.kay@d2.test, kim@d1.test",
                "dora-mail@d2.test, dora@d2.test",
                "by-address@d1.test, jd@d1.test",
                "half@d1.test, half1@d1.test",
                "k.k@d1.test, kept@d1.test",
                "kept@d1.test, 'kept@d1.test, friend@far.example'"
            })
    void aliasMapShouldAnswerTheLoginsAddress(String key, String answer) {
        assertThat(find("alias", key)).isEqualTo(answer);
        assertThat(find("recipient", key)).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdoe@d1.test",
                "jdoe+x@d1.test",
                "mary1@d1.test",
                "mary2@d2.test",
                "same@d1.test",
                "kim@d1.test",
                "dora@d2.test"
            })
    void answeredAddressShouldBeAMailboxAndTheEnd(String key) {
        assertThat(find("alias", key)).isEqualTo("-");
        assertThat(find("mailbox", key)).isEqualTo("OK");
        assertThat(find("recipient", key)).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdoe@d2.test", "mary2@d1.test", "nobody@d1.test", "g.g@d1.test", "gone@d1.test"})
    void otherAddressesShouldNotBeThere(String key) {
        assertThat(find("alias", key)).isEqualTo("-");
        assertThat(find("mailbox", key)).isEqualTo("-");
        assertThat(find("recipient", key)).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t.t@d1.test | taken@d1.test is an address of another account",
                "s.s@d1.test | stolen@d1.test is an alias",
                "l.l@d1.test | listed@d1.test is the address of a group",
                "leo@d1.test | the login leo@far.example makes no address in a local domain",
                "plus@d1.test | the login a+b holds a character of policy.recipient_delimiter",
                "pair@d1.test | 2 accounts have the address pair@d1.test"
            })
    void mailShouldWaitWhenTheMailboxCannotBeTold(String key, String why) {
        assertThat(find("alias", key)).startsWith("broken: ").contains(why);
        assertThat(find("recipient", key)).startsWith("broken: ").contains(why);
    }

    @Test
    void ownerOfAnAddressShouldOwnTheLoginsToo() {
        assertThat(find("sender", "jdoe@d1.test")).isEqualTo("jdoe");
        assertThat(find("sender", "john.doe@d1.test")).isEqualTo("jdoe");
    }

    @Test
    void outageShouldDefer() {
        provider.down();

        assertThat(find("alias", "john.doe@d1.test")).startsWith("unavailable: ");
        assertThat(find("alias", "someone@far.example")).isEqualTo("-");
    }
}
