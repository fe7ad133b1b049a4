package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.App;

/** Aliases with several targets, catch-all aliases, and aliases that lead nowhere. */
class AliasTargetsTest {

    private final TableStore store = new TableStore().domain("d1.test").domain("d2.test");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test")
            .user("bob", AccountState.ACTIVE, "bob@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test");

    private PolicyRules rules = PolicyRules.defaults();

    private String find(String map, String key) {
        return MapText.find(rules, new LookupSources(store, provider), map, key);
    }

    @Nested
    class SeveralTargets {

        @Test
        void everyTargetShouldGetTheMailOnce() {
            provider.user("bob2", AccountState.ACTIVE, "bob@d2.test");
            store.alias("sales@d1.test", "alice", "Bob@d2.test", "John.Doe@Far.Example", "bob", "alice@d1.test");

            assertThat(find("alias", "sales@d1.test"))
                    .isEqualTo("alice@d1.test, Bob@d2.test, John.Doe@far.example, bob@d1.test");
        }

        @Test
        void extensionShouldBePassedOnWithinOurDomainsOnly() {
            rules = rules.toBuilder().recipientDelimiter("+").build();
            provider.user("bob2", AccountState.ACTIVE, "bob@d2.test");
            store.alias("sales@d1.test", "alice", "bob@d2.test", "john@far.example");

            assertThat(find("alias", "sales+x@d1.test")).isEqualTo("alice+x@d1.test, bob+x@d2.test, john@far.example");
        }

        @Test
        void ownersShouldBeTheUsersAmongTheTargetsAndTheApplications() {
            store.alias("sales@d1.test", "alice", "bob@d1.test", "zed@far.example", "zed")
                    .app("app1", true, new App.Sender("sales@d1.test", true))
                    .app("off", false, new App.Sender("sales@d1.test", true));
            provider.user("zed@far.example", AccountState.ACTIVE, "zed@far.example")
                    .user("zed", AccountState.SEND_BLOCKED, "zed@d1.test");

            assertThat(find("sender", "sales@d1.test")).isEqualTo("app1,alice,bob");
        }

        @Test
        void ownersShouldBeUnknownToTheMapWhenOneOfThemCannotBeAskedFor() {
            store.alias("sales@d1.test", "alice", "bob");
            provider.down();

            assertThat(find("sender", "sales@d1.test")).isEqualTo("unavailable: connection refused");
        }

        @Test
        void applicationShouldKeepABlockedAddressUsable() {
            provider.user("dave", AccountState.SEND_BLOCKED, "dave@d1.test");
            store.app("app1", true, new App.Sender("dave@d1.test", true));

            assertThat(find("sender", "dave@d1.test")).isEqualTo("app1");
            assertThat(find("access", "dave@d1.test")).isEqualTo("-");
        }

        @Test
        void replyShouldBeRefusedWhenItIsLongerThanPostfixTakes() {
            String[] far = IntStream.range(0, 400)
                    .mapToObj(i -> "x".repeat(250) + i + "@far.example")
                    .toArray(String[]::new);
            store.alias("all@d1.test", "alice", far);

            assertThat(find("alias", "all@d1.test")).startsWith("broken: all@d1.test: its targets have ");
            assertThat(find("recipient", "all@d1.test")).isEqualTo("OK");
        }

        @Test
        void aliasShouldBeBrokenWhenItHasMoreTargetsThanItMay() {
            store.alias(
                    "all@d1.test",
                    "alice",
                    IntStream.range(0, 500).mapToObj(i -> "u" + i).toArray(String[]::new));

            assertThat(find("alias", "all@d1.test")).isEqualTo("broken: all@d1.test: it has more than 500 targets");
        }
    }

    @Nested
    class Disabled {

        @ParameterizedTest
        @ValueSource(strings = {"off@d1.test", "off+x@d1.test", "sales+x@d1.test"})
        void aliasShouldTakeNoMailAndKeepItsAddressWhenItIsDisabled(String key) {
            rules = rules.toBuilder().recipientDelimiter("+").build();
            store.disabledAlias("off@d1.test", "alice")
                    .alias("sales@d1.test", "alice")
                    .disabledAlias("sales+x@d1.test", "bob")
                    .alias("@d1.test", "bob");

            for (String map : new String[] {"alias", "mailbox", "recipient", "sender"}) {
                assertThat(find(map, key)).as(map).isEqualTo("-");
            }
        }

        @Test
        void accountShouldKeepItsAddressWhenAnAliasOfItIsDisabled() {
            store.disabledAlias("alice@d1.test", "bob");

            assertThat(find("mailbox", "alice@d1.test")).isEqualTo("OK");
            assertThat(find("sender", "alice@d1.test")).isEqualTo("alice");
        }
    }

    @Nested
    class CatchAll {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                anything@d1.test      | bob@d1.test | -  | OK | bob
                ANYTHING@d1.test      | bob@d1.test | -  | OK | bob
                any+x@d1.test         | bob@d1.test | -  | OK | bob
                a%far.example@d1.test | bob@d1.test | -  | OK | bob
                alice@d1.test         | -           | OK | OK | alice
                alice+x@d1.test       | -           | OK | OK | alice
                bob@d1.test           | -           | OK | OK | bob
                carol@d1.test         | -           | -  | -  | carol
                carol+x@d1.test       | -           | -  | -  | carol
                info@d1.test          | alice@d1.test | - | OK | alice
                info+x@d1.test        | alice+x@d1.test | - | OK | alice
                anything@d2.test      | -           | -  | -  | -
                anything@far.example  | -           | -  | -  | -
                @d1.test              | -           | -  | -  | -
                d1.test               | -           | -  | -  | -
                *                     | -           | -  | -  | -
                <>                    | -           | -  | -  | -
                """)
        void catchAllShouldTakeWhatNobodyElseInItsDomainHas(
                String key, String alias, String mailbox, String recipient, String sender) {
            rules = rules.toBuilder().recipientDelimiter("+").build();
            store.alias("@d1.test", "bob").alias("info@d1.test", "alice");

            assertThat(find("alias", key)).isEqualTo(alias);
            assertThat(find("mailbox", key)).isEqualTo(mailbox);
            assertThat(find("recipient", key)).isEqualTo(recipient);
            assertThat(find("sender", key)).isEqualTo(sender);
        }

        @Test
        void mailOfAnAliasShouldReachItsUserByTheAddressInALocalDomain() {
            rules = rules.toBuilder().recipientDelimiter("+").build();
            provider.user("dora", AccountState.ACTIVE, "d.d@d2.test").user("emil", AccountState.DISABLED, "e@d2.test");
            store.alias("@d1.test", "bob").alias("info@d1.test", "dora");

            assertThat(find("alias", "info@d1.test")).isEqualTo("d.d@d2.test");
            assertThat(find("alias", "dora@d1.test")).isEqualTo("bob@d1.test");
            assertThat(find("mailbox", "dora@d1.test")).isEqualTo("-");
        }

        @Test
        void mailOfAnAliasShouldReachItsUserWhoHasNoAddressHere() {
            rules = rules.toBuilder().recipientDelimiter("+").build();
            provider.user("dora", AccountState.ACTIVE, "d.d@far.example").user("emil", AccountState.DISABLED);
            store.alias("@d1.test", "bob").alias("info@d1.test", "dora");

            assertThat(find("alias", "info@d1.test")).isEqualTo("dora@d1.test");
            assertThat(find("alias", "dora@d1.test")).isEqualTo("-");
            assertThat(find("mailbox", "dora@d1.test")).isEqualTo("OK");
            assertThat(find("mailbox", "dora+x@d1.test")).isEqualTo("OK");
            assertThat(find("mailbox", "emil@d1.test")).isEqualTo("-");
            assertThat(find("mailbox", "dora@d2.test")).isEqualTo("-");
        }

        @Test
        void catchAllShouldTakeNothingWhenNobodyKnowsItsTargets() {
            store.alias("@d1.test", "ghost", "ghoul", "gone@d1.test", "away@d1.test");

            for (String key : new String[] {"anything@d1.test", "ghoul@d1.test", "away@d1.test"}) {
                assertThat(find("alias", key)).isEqualTo("-");
                assertThat(find("mailbox", key)).isEqualTo("-");
                assertThat(find("recipient", key)).isEqualTo("-");
            }
        }

        @Test
        void catchAllShouldBeUnknownWhenNobodyCanTellWhetherTheAddressIsAnAccounts() {
            store.alias("@d1.test", "bob");
            provider.down();

            assertThat(find("alias", "anything@d1.test")).isEqualTo("unavailable: connection refused");
            assertThat(find("recipient", "anything@d1.test")).isEqualTo("unavailable: connection refused");
            assertThat(find("alias", "anything@d2.test")).isEqualTo("-");
        }
    }

    @Nested
    class Loops {

        @ParameterizedTest
        @ValueSource(strings = {"a@d1.test", "b@d1.test", "into@d2.test"})
        void aliasShouldBeBrokenWhenItLeadsBackToItself(String key) {
            store.alias("a@d1.test", "b").alias("b@d1.test", "alice", "a").alias("into@d2.test", "a@d1.test");

            assertThat(find("alias", key)).startsWith("broken: " + key + ": it leads back to itself: ");
            assertThat(find("recipient", key)).startsWith("broken: " + key);
            assertThat(find("mailbox", key)).isEqualTo("-");
        }

        @Test
        void wayShouldBeNamedWhenAnAliasLeadsBackToItself() {
            store.alias("a@d1.test", "b").alias("b@d1.test", "a");

            assertThat(find("alias", "a@d1.test"))
                    .isEqualTo("broken: a@d1.test: it leads back to itself: a@d1.test -> b@d1.test -> a@d1.test");
        }

        @Test
        void loopShouldBeSeenAcrossCatchAllsOfTwoDomains() {
            store.alias("@d1.test", "x@d2.test").alias("@d2.test", "y@d1.test");

            assertThat(find("alias", "any@d1.test")).startsWith("broken: any@d1.test: it leads back to itself: ");
        }

        @Test
        void aliasMayLeadToItselfAndToOthers() {
            store.alias("alice@d1.test", "alice", "bob");

            assertThat(find("alias", "alice@d1.test")).isEqualTo("alice@d1.test, bob@d1.test");
        }

        @Test
        void targetReachedTwiceShouldBeNoLoop() {
            store.alias("top@d1.test", "left", "right")
                    .alias("left@d1.test", "both")
                    .alias("right@d1.test", "both")
                    .alias("both@d1.test", "alice");

            assertThat(find("alias", "top@d1.test")).isEqualTo("left@d1.test, right@d1.test");
        }

        @Test
        void aliasShouldBeBrokenWhenTooManyFollowEachOther() {
            IntStream.range(0, 60).forEach(i -> store.alias("a" + i + "@d1.test", "a" + (i + 1)));
            store.alias("a60@d1.test", "alice");

            assertThat(find("alias", "a0@d1.test"))
                    .startsWith("broken: a0@d1.test: more than 50 aliases follow each other");
            assertThat(find("alias", "a11@d1.test")).isEqualTo("a12@d1.test");
        }

        @Test
        void aliasShouldBeBrokenWhenItLeadsToMoreAddressesThanPostfixFollows() {
            for (int i = 0; i < 3; i++) {
                String[] users = IntStream.range(0, 400)
                        .mapToObj(u -> "u" + u + "@far.example")
                        .toArray(String[]::new);
                store.alias("part" + i + "@d1.test", "alice", users);
            }
            store.alias("all@d1.test", "part0", "part1", "part2");

            assertThat(find("alias", "all@d1.test"))
                    .isEqualTo("broken: all@d1.test: it leads to more than 1000 addresses");
            assertThat(find("alias", "part0@d1.test")).startsWith("alice@d1.test, u0@far.example, ");
        }

        @Test
        void aliasShouldBeUnknownWhenItLeadsToSomethingThatIs() {
            store.alias("sales@d1.test", "alice@d2.test").alias("@d2.test", "bob");
            provider.down();

            assertThat(find("alias", "sales@d1.test")).isEqualTo("unavailable: connection refused");
        }
    }
}
