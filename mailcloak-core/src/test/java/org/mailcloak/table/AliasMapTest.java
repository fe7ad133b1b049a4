package org.mailcloak.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.StoreException;

class AliasMapTest {

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .alias("sales@d1.test", "alice")
            .alias("list@d1.test", "a, evil@far.example")
            .alias("dots@d1.test", "a..b")
            .alias("mail@d1.test", "bob@d2.test")
            .alias("plus+tag@d1.test", "carol");

    private final TableProvider provider = new TableProvider()
            .user("alice", AccountState.ACTIVE, "alice@d1.test")
            .user("carol", AccountState.SEND_BLOCKED, "carol@d1.test")
            .user("a..b", AccountState.ACTIVE);

    private MapAnswer find(String key, String delimiter) {
        return new AliasMap(PolicyRules.defaults().toBuilder()
                        .recipientDelimiter(delimiter)
                        .build())
                .find(key, new LookupSources(store, provider));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            sales@d1.test       | alice@d1.test
            SALES@D1.TEST       | alice@d1.test
            "sales"@d1.test     | alice@d1.test
            "s\\ales"@d1.test   | alice@d1.test
            sales@d1.test.      | alice@d1.test
            sales+x@d1.test     | alice+x@d1.test
            "sales+a b"@d1.test | "alice+a b"@d1.test
            sales+a b@d1.test   | "alice+a b"@d1.test
            plus+tag@d1.test    | carol@d1.test
            mail@d1.test        | bob@d2.test
            dots@d1.test        | "a..b"@d1.test
            """)
    void aliasShouldBeItsLoginAtItsOwnDomain(String key, String result) {
        assertThat(find(key, "+")).isEqualTo(MapAnswer.found(result));
    }

    @Test
    void aliasShouldStayOneRecipientWhenItsLoginHoldsAComma() {
        assertThat(find("list@d1.test", "")).isEqualTo(MapAnswer.found("\"a, evil\"@far.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "d1.test",
                "[127.0.0.1]",
                "sales",
                "",
                "<>",
                "\"<>\"",
                "@d1.test",
                "\"\"@d1.test",
                "nobody@d1.test",
                "alice@d1.test",
                "sales@far.example",
                "sales@[127.0.0.1]",
                "sales+\t@d1.test",
                "sales+\u0085x@d1.test"
            })
    void keyShouldBeNotFoundWhenItIsNoAlias(String key) {
        assertThat(find(key, "+")).isEqualTo(MapAnswer.notFound());
    }

    @Test
    void extensionShouldNotBeSplitWhenThereIsNoDelimiter() {
        assertThat(find("sales+x@d1.test", "")).isEqualTo(MapAnswer.notFound());
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE", "SEND_BLOCKED", "DISABLED"})
    void accountShouldKeepItsMailWhenItsAddressLooksLikeAnExtensionOfAnAlias(AccountState state) {
        store.alias("john@d1.test", "alice");
        provider.user("john-smith", state, "john-smith@d1.test");

        assertThat(find("john-smith@d1.test", "-")).isEqualTo(MapAnswer.notFound());
        assertThat(find("john-doe@d1.test", "-")).isEqualTo(MapAnswer.found("alice-doe@d1.test"));
    }

    @Test
    void providerShouldBeNeededOnlyForAliasesAndExtensionsOfThem() {
        provider.down();

        assertThat(find("sales@d1.test", "+")).isEqualTo(MapAnswer.unavailable("connection refused"));
        assertThat(find("list@d1.test", "+")).isEqualTo(MapAnswer.found("\"a, evil\"@far.example"));
        assertThat(find("nobody+x@d1.test", "+")).isEqualTo(MapAnswer.notFound());
        assertThat(find("sales+x@d1.test", "+")).isEqualTo(MapAnswer.unavailable("connection refused"));
    }

    @Test
    void lookUpShouldFailWhenTheStoreFails() {
        store.failing();

        assertThatThrownBy(() -> find("sales@d1.test", "")).isInstanceOf(StoreException.class);
    }
}
