package org.mailcloak.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.decision.TableStore;
import org.mailcloak.store.StoreException;

class AliasMapTest {

    private final TableStore store = new TableStore()
            .domain("d1.test")
            .alias("sales@d1.test", "alice")
            .alias("list@d1.test", "a, evil@far.example")
            .alias("dots@d1.test", "a..b")
            .alias("mail@d1.test", "bob@d2.test")
            .alias("plus+tag@d1.test", "carol");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            sales@d1.test       | alice@d1.test
            SALES@D1.TEST       | alice@d1.test
            "sales"@d1.test     | alice@d1.test
            sales@d1.test.      | alice@d1.test
            sales+x@d1.test     | alice+x@d1.test
            plus+tag@d1.test    | carol@d1.test
            mail@d1.test        | bob@d2.test
            dots@d1.test        | "a..b"@d1.test
            """)
    void aliasShouldBeItsLoginAtItsOwnDomain(String key, String result) {
        assertThat(new AliasMap(store, "+").find(key)).contains(result);
    }

    @Test
    void aliasShouldStayOneRecipientWhenItsLoginHoldsAComma() {
        assertThat(new AliasMap(store, "").find("list@d1.test")).contains("\"a, evil\"@far.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "d1.test",
                "sales",
                "",
                "<>",
                "@d1.test",
                "nobody@d1.test",
                "sales@far.example",
                "sales+\t@d1.test",
                "sales+\u0085x@d1.test"
            })
    void keyShouldBeNotFoundWhenItIsNoAlias(String key) {
        assertThat(new AliasMap(store, "+").find(key)).isEmpty();
    }

    @Test
    void extensionShouldNotBeSplitWhenThereIsNoDelimiter() {
        assertThat(new AliasMap(store, "").find("sales+x@d1.test")).isEmpty();
    }

    @Test
    void lookUpShouldFailWhenTheStoreFails() {
        store.failing();

        assertThatThrownBy(() -> new AliasMap(store, "").find("sales@d1.test")).isInstanceOf(StoreException.class);
    }
}
