package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.FailureMode;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.StoreException;

/** What each map says to every form of key that Postfix sends; {@link AliasMapTest} has the map {@code alias}. */
class AddressMapsTest {

    private static final String SENDING_DISABLED = "554 5.7.1 Sending is disabled for this account";

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .domain("xn--bcher-kva.test")
            .domain("[192.0.2.1]")
            .domain("*")
            .alias("sales@d1.test", "alice")
            .alias("info@d1.test", "bob")
            .alias("ghost@d1.test", "ghost")
            .alias("team@d1.test", "alice")
            .alias("plus+tag@d1.test", "dave");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test", "a.b@d1.test", "alice@far.example")
            .user("bob", AccountState.SEND_BLOCKED, "bob@d1.test", "team@d1.test", "shared@d1.test")
            .user("carol", AccountState.DISABLED, "carol@d1.test", "shared@d1.test")
            .user("Dave", AccountState.ACTIVE, "dave@d1.test", "shared@d1.test", "plus@d1.test")
            .user("two words", AccountState.ACTIVE, "words@d1.test")
            .user("e,f", AccountState.ACTIVE, "words@d1.test")
            .user("blank", AccountState.ACTIVE, "a b@d1.test")
            .user("post", AccountState.ACTIVE, "post@[192.0.2.1]")
            .user("umlaut", AccountState.ACTIVE, "j\u00fcrgen@b\u00fccher.test");

    private PolicyRules rules =
            PolicyRules.defaults().toBuilder().recipientDelimiter("+").build();

    private String find(String map, String key) {
        return MapText.find(rules, new LookupSources(store, provider), map, key);
    }

    @Test
    void mapsShouldBeThoseOfTheDocumentation() {
        assertThat(AddressMaps.all(rules))
                .extracting(AddressMap::name)
                .containsExactly(
                        "alias", "domain", "mailbox", "recipient", "sender", "access", "transport", "certificate");
    }

    @Test
    void documentationShouldListThemAsTheLogDoes() throws IOException {
        TreeSet<String> names =
                AddressMaps.all(rules).stream().map(AddressMap::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Files.readString(Path.of("../docs/operators/logs.md")))
                .contains("does not exist; there are " + names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "<>",
                "\"<>\"",
                "",
                "@",
                "@d1.test",
                "\"\"@d1.test",
                "alice",
                "alice@far.example",
                "x@[127.0.0.1]",
                "[127.0.0.1]",
                "far.example",
                "alice@d1.test@far.example",
                "a\tb@d1.test",
                "d1.test.far.example",
                ".d1.test",
                "d1.test.."
            })
    void keyShouldBeUnknownToEveryMapWhenItIsNothingOfOurs(String key) {
        for (AddressMap map : AddressMaps.all(rules)) {
            assertThat(find(map.name(), key)).as(map.name()).isEqualTo("-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@d1.test", "\ufffd@d1.test"})
    void unknownAddressShouldBeInNoMapButTransport(String key) {
        for (AddressMap map : AddressMaps.all(rules)) {
            assertThat(find(map.name(), key))
                    .as(map.name())
                    .isEqualTo(map.name().equals("transport") ? "error:5.1.1 No such user" : "-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1.test", "[192.0.2.1]", "xn--bcher-kva.test"})
    void domainShouldBeUnknownToMapsOfAddresses(String key) {
        for (AddressMap map : AddressMaps.all(rules)) {
            assertThat(find(map.name(), key))
                    .as(map.name())
                    .isEqualTo(map.name().equals("domain") ? "OK" : "-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailbox", "recipient", "sender", "access"})
    void outageOfTheProviderShouldBeSaidByMapsThatNeedIt(String map) {
        provider.down();
        rules = rules.toBuilder().idpFailureMode(FailureMode.DUNNO).build();

        assertThat(find(map, "nobody@d1.test")).isEqualTo("unavailable: connection refused");
        assertThat(find(map, "alice@far.example")).isEqualTo("-");
    }

    @Test
    void outageOfTheProviderShouldNotMatterToMapsOfTheStore() {
        provider.down();

        assertThat(find("domain", "d1.test")).isEqualTo("OK");
        assertThat(find("alias", "nobody@d1.test")).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailbox", "recipient", "sender", "access"})
    void providerThatThrowsShouldCountAsUnavailable(String map) {
        provider.throwing();

        assertThat(find(map, "alice@d1.test")).startsWith("unavailable: the provider threw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias", "mailbox", "recipient", "sender", "access"})
    void failureOfTheStoreShouldNeverBeAnAnswer(String map) {
        store.failing();

        assertThatThrownBy(() -> find(map, "alice@d1.test")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> find("domain", "d1.test")).isInstanceOf(StoreException.class);
    }

    @Nested
    class DomainKeys {

        @ParameterizedTest
        @CsvSource({
            "d1.test, OK",
            "D1.TEST, OK",
            "d1.test., OK",
            "b\u00fccher.test, OK",
            "sub.d1.test, -",
            "d2.test, -",
            "alice@d1.test, -"
        })
        void domainShouldBeFoundWhenItIsLocal(String key, String value) {
            assertThat(find("domain", key)).isEqualTo(value);
        }

        @Test
        void domainShouldBeFoundWhenItIsTheOneOfTheConfiguration() {
            rules = rules.toBuilder()
                    .extraDomain(MailDomain.parse("far.example").orElseThrow())
                    .build();

            assertThat(find("domain", "far.example")).isEqualTo("OK");
            assertThat(find("mailbox", "alice@far.example")).isEqualTo("OK");
        }
    }

    @Nested
    class RecipientKeys {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                alice@d1.test           | OK | OK
                ALICE@D1.TEST           | OK | OK
                "alice"@d1.test         | OK | OK
                alice@d1.test.          | OK | OK
                a.b@d1.test             | OK | OK
                alice+x@d1.test         | OK | OK
                "alice+a b"@d1.test     | OK | OK
                "a b"@d1.test           | OK | OK
                a b@d1.test             | OK | OK
                bob@d1.test             | OK | OK
                shared@d1.test          | OK | OK
                carol@d1.test           | -  | -
                post@[192.0.2.1]        | OK | OK
                jürgen@bücher.test      | OK | OK
                JÜRGEN@xn--bcher-kva.test | OK | OK
                sales@d1.test           | -  | OK
                sales+x@d1.test         | -  | OK
                plus+tag@d1.test        | -  | OK
                plus+x@d1.test          | OK | OK
                team@d1.test            | OK | OK
                nobody+x@d1.test        | -  | -
                """)
        void mailboxesShouldBeAccountsAndRecipientsAliasesToo(String key, String mailbox, String recipient) {
            assertThat(find("mailbox", key)).isEqualTo(mailbox);
            assertThat(find("recipient", key)).isEqualTo(recipient);
        }

        @Test
        void disabledAccountShouldReceiveWhenTheOperatorSaysSo() {
            rules = rules.toBuilder().disabledUsersReceive(true).build();

            assertThat(find("mailbox", "carol@d1.test")).isEqualTo("OK");
            assertThat(find("recipient", "carol@d1.test")).isEqualTo("OK");
        }
    }

    @Nested
    class SenderKeys {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                alice@d1.test           | alice
                "Alice"@D1.test         | alice
                a.b@d1.test             | alice
                alice+x@d1.test         | alice
                "a b"@d1.test           | blank
                a b@d1.test             | blank
                sales@d1.test           | alice
                sales+x@d1.test         | alice
                team@d1.test            | alice
                shared@d1.test          | Dave
                plus+tag@d1.test        | Dave
                plus+x@d1.test          | Dave
                bob@d1.test             | bob
                info@d1.test            | bob
                carol@d1.test           | carol
                ghost@d1.test           | ghost
                post@[192.0.2.1]        | post
                """)
        void ownersShouldBeThoseWhoMaySendOrElseAll(String key, String logins) {
            assertThat(find("sender", key)).isEqualTo(logins);
        }

        @Test
        void ownersShouldBeListedOnceEachWhenThereAreSeveral() {
            provider.user("frank", AccountState.ACTIVE, "sales@d1.test")
                    .user("ALICE2", AccountState.ACTIVE, "sales@d1.test");
            store.alias("sales@d1.test", "Frank");

            assertThat(find("sender", "sales@d1.test")).isEqualTo("frank,ALICE2");
        }

        @Test
        void loginShouldBeLeftOutWhenPostfixWouldReadTwoInIt() {
            assertThat(find("sender", "words@d1.test")).isEqualTo("-");
        }

        @Test
        void ownerOfAnAddressShouldOwnItAloneWhenItLooksLikeAnExtension() {
            rules = rules.toBuilder().recipientDelimiter("-").build();
            store.alias("john@d1.test", "alice");
            provider.user("john-smith", AccountState.ACTIVE, "john-smith@d1.test");

            assertThat(find("sender", "john-smith@d1.test")).isEqualTo("john-smith");
            assertThat(find("sender", "john-doe@d1.test")).isEqualTo("alice");
        }

        @Test
        void ownersShouldBeUnknownWhenTwoAccountsHaveTheLoginOfAnAlias() {
            provider.user("ALICE", AccountState.ACTIVE, "other@d1.test");

            assertThat(find("sender", "sales@d1.test")).isEqualTo("unavailable: 2 accounts have this login name");
        }
    }

    @Nested
    class AccessKeys {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bob@d1.test",
                    "BOB@d1.test",
                    "\"bob\"@d1.test",
                    "bob+x@d1.test",
                    "info@d1.test",
                    "carol@d1.test"
                })
        void senderShouldBeRefusedWhenItsAccountIsBlocked(String key) {
            assertThat(find("access", key)).isEqualTo(SENDING_DISABLED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice@d1.test", "sales@d1.test", "shared@d1.test", "team@d1.test", "ghost@d1.test"})
        void senderShouldNotBeMentionedWhenSomebodyMaySendAsIt(String key) {
            assertThat(find("access", key)).isEqualTo("-");
        }
    }
}
