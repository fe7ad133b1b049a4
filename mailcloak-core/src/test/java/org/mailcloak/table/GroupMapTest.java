package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;

/** What the maps say of groups. */
class GroupMapTest {

    private final TableStore store =
            new TableStore().domain("d1.test").alias("sales@d1.test", "alice").alias("mix@d1.test", "staff");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "a@d1.test")
            .user("bob", AccountState.SEND_BLOCKED, "bob@far.example")
            .user("carol", AccountState.DISABLED, "carol@d1.test")
            .user("dave", AccountState.ACTIVE)
            .user("eve", AccountState.ACTIVE, "alice@d1.test")
            .user("frank", AccountState.ACTIVE, "f,x@d1.test")
            .group(
                    "staff@d1.test",
                    MailGroup.Posting.MEMBERS,
                    MailGroup.SendAs.MEMBERS,
                    "alice",
                    "bob",
                    "carol",
                    "dave",
                    "eve",
                    "frank")
            .user("gina", AccountState.ACTIVE, "gina@far.example", "z.gina@d1.test", "gina@d1.test")
            .user("hugo", AccountState.ACTIVE, "hugo@d1.test", "a.hugo@d1.test")
            .group(
                    "mailing@d1.test",
                    MailGroup.Posting.ANYONE,
                    MailGroup.SendAs.MEMBERS,
                    "gina",
                    "hugo",
                    "bob",
                    "partner@far.example",
                    "hugo@d1.test")
            .group("outside@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "partner@far.example")
            .group("silent@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.NONE, "alice")
            .group("gone@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "carol", "dave")
            .group("blocked@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, "bob");

    private PolicyRules rules = PolicyRules.defaults();

    private String find(String map, String key) {
        return MapText.find(rules, new LookupSources(store, provider), map, key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias     | staff@d1.test   | alice@d1.test, bob@far.example, \"f,x\"@d1.test",
                "alias     | STAFF@D1.TEST   | alice@d1.test, bob@far.example, \"f,x\"@d1.test",
                "alias     | mix@d1.test     | staff@d1.test",
                "alias     | gone@d1.test    | -",
                "alias     | mailing@d1.test | gina@d1.test, hugo@d1.test, bob@far.example, partner@far.example",
                "alias     | outside@d1.test | partner@far.example",
                "recipient | outside@d1.test | OK",
                "sender    | outside@d1.test | -",
                "sender    | mailing@d1.test | gina,hugo",
                "alias     | alice@d1.test   | -",
                "alias     | nobody@d1.test  | -",
                "alias     | staff@far.example | -",
                "mailbox   | staff@d1.test   | -",
                "recipient | staff@d1.test   | OK",
                "recipient | gone@d1.test    | -",
                "sender    | staff@d1.test   | alice,dave,eve,frank",
                "sender    | silent@d1.test  | -",
                "sender    | blocked@d1.test | bob",
                "access    | staff@d1.test   | -",
                "access    | blocked@d1.test | 554 5.7.1 Sending is disabled for this account"
            })
    void mapShouldKnowTheGroup(String map, String key, String value) {
        assertThat(find(map, key)).isEqualTo(value);
    }

    @Test
    void aliasMapShouldNotAskTheProviderWhereNoGroupCanBe() {
        TableProvider none = new TableProvider()
                .user("alice", AccountState.ACTIVE, "alice@d1.test")
                .down();

        assertThat(AddressMaps.all(rules).get(0).find("alice@d1.test", new LookupSources(store, none)))
                .isEqualTo(MapAnswer.notFound());
    }

    @Test
    void aliasMapShouldBeUnavailableWhenTheGroupCannotBeAskedFor() {
        provider.down();

        assertThat(find("alias", "staff@d1.test")).startsWith("unavailable: ");
        assertThat(find("alias", "someone@far.example")).isEqualTo("-");
        assertThat(find("alias", "sales@d1.test")).startsWith("unavailable: ");
    }

    @Test
    void aliasMapShouldNotShortenAGroupThatIsTooLarge() {
        rules = rules.toBuilder().groupMemberLimit(2).build();

        assertThat(find("alias", "mailing@d1.test")).contains("has 4 members");
        assertThat(find("alias", "staff@d1.test"))
                .isEqualTo("broken: staff@d1.test: the group staff has 3 members, and policy.group_member_limit is 2");
    }

    @Test
    void mapsShouldBeBrokenWhenTheReplyWouldBeTooLongForPostfix() {
        String[] logins = IntStream.range(0, 1000)
                .mapToObj(i -> "u" + i + "x".repeat(120))
                .peek(login -> provider.user(login, AccountState.ACTIVE, login + "@d1.test"))
                .toArray(String[]::new);
        provider.group("long@d1.test", MailGroup.Posting.ANYONE, MailGroup.SendAs.MEMBERS, logins);

        assertThat(find("alias", "long@d1.test")).startsWith("broken: long@d1.test: its targets have ");
        assertThat(find("sender", "long@d1.test")).startsWith("broken: long@d1.test: its owners have ");
        assertThat(find("recipient", "long@d1.test")).isEqualTo("OK");
    }
}
