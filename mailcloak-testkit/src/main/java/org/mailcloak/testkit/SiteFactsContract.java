package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/**
 * What every {@link EditableMailStore} must do with bindings and ends of aliases, domains that stand for others, hosts for
 * unknown addresses, and certificates. Part of {@link EditableMailStoreContract}.
 */
public interface SiteFactsContract {

    EditableMailStore emptyStore() throws Exception;

    @Test
    default void targetShouldBeBoundOnceWhenBoundTwice() throws Exception {
        try (EditableMailStore store = sample()) {
            assertThat(store.bindings().bind(alias("sales@d1.test"), "alice", "local:1"))
                    .isTrue();
            assertThat(store.bindings().bind(alias("sales@d1.test"), "alice", "local:2"))
                    .isFalse();

            Alias found = store.findAlias(Accounts.address("sales@d1.test")).orElseThrow();
            assertThat(found.accountOf("alice")).contains("local:1");
            assertThat(found.accountOf("bob")).isEmpty();
            assertThat(store.aliases().list(Optional.of("alice")).get(0)).isEqualTo(found);
        }
    }

    @Test
    default void targetShouldBeBoundAnewWhenRebound() throws Exception {
        try (EditableMailStore store = sample()) {
            store.bindings().bind(alias("sales@d1.test"), "alice", "local:1");

            assertThat(store.bindings().rebind(alias("sales@d1.test"), "alice", "local:2"))
                    .isTrue();

            assertThat(store.bindings().list())
                    .extracting(AliasBinding::alias, AliasBinding::target, AliasBinding::accountId)
                    .containsExactly(tuple("sales@d1.test", "alice", "local:2"));
        }
    }

    @Test
    default void bindingShouldBeRefusedWhenTheAliasHasNoSuchTarget() throws Exception {
        try (EditableMailStore store = sample()) {
            assertThat(store.bindings().bind(alias("sales@d1.test"), "mallory", "local:1"))
                    .isFalse();
            assertThat(store.bindings().rebind(alias("none@d1.test"), "alice", "local:1"))
                    .isFalse();
            assertThatThrownBy(() -> store.bindings().bind(alias("sales@d1.test"), "alice", "1"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("providerId:accountId");

            assertThat(store.bindings().list()).isEmpty();
        }
    }

    @Test
    default void onlyUnboundTargetsShouldBeBoundWhenManyAreBoundAtOnce() throws Exception {
        try (EditableMailStore store = sample()) {
            store.bindings().bind(alias("sales@d1.test"), "alice", "local:1");

            int bound = store.bindings()
                    .bindAll(List.of(
                            new AliasBinding("sales@d1.test", "alice", "local:9", Instant.EPOCH),
                            new AliasBinding("sales@d2.test", "bob", "local:\t", Instant.EPOCH),
                            new AliasBinding("sales@d2.test", "bob", "local:2", Instant.EPOCH),
                            new AliasBinding("sales@d2.test", "carol", "local:3", Instant.EPOCH)));

            assertThat(bound).isEqualTo(1);
            assertThat(store.bindings().list())
                    .extracting(AliasBinding::accountId)
                    .containsExactly("local:1", "local:2");
        }
    }

    @Test
    default void bindingShouldEndWithItsTargetAloneWhenTheAliasIsAddedAgain() throws Exception {
        try (EditableMailStore store = sample()) {
            store.aliases().add(alias("sales@d1.test"), "alice", List.of("bob", "carol"));
            store.bindings().bind(alias("sales@d1.test"), "alice", "local:1");
            store.bindings().bind(alias("sales@d1.test"), "bob", "local:2");
            store.bindings().bind(alias("sales@d1.test"), "carol", "local:3");

            store.aliases().add(alias("sales@d1.test"), "bob", List.of("carol"));

            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .map(Alias::accounts)
                    .contains(Map.of("bob", "local:2", "carol", "local:3"));
        }
    }

    @Test
    default void bindingShouldEndWhenTheAliasOrItsDomainIsDeleted() throws Exception {
        try (EditableMailStore store = sample()) {
            store.bindings().bind(alias("sales@d1.test"), "alice", "local:1");
            store.bindings().bind(alias("sales@d2.test"), "bob", "local:2");

            store.aliases().delete(alias("sales@d1.test"));
            store.domains().delete(domain("d2.test"));

            assertThat(store.bindings().list()).isEmpty();
        }
    }

    @Test
    default void aliasShouldBeDisabledWhenItHasExpired() throws Exception {
        try (EditableMailStore store = sample()) {
            Instant later = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
            store.aliases().add(alias("sales@d1.test"), "alice", List.of(), Optional.of(later));
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "alice", List.of(), true, Map.of(), Optional.of(later)));

            store.aliases().setExpiry(alias("sales@d1.test"), Optional.of(Instant.EPOCH));
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias(
                            "sales@d1.test", "alice", List.of(), false, Map.of(), Optional.of(Instant.EPOCH)));
            assertThat(store.aliases().list(Optional.of("alice")))
                    .filteredOn(found -> found.address().equals("sales@d1.test"))
                    .extracting(Alias::expiresAt)
                    .containsExactly(Optional.of(Instant.EPOCH));

            store.aliases().add(alias("sales@d1.test"), "alice", List.of());
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "alice", true));
        }
    }

    @Test
    default void catchAllShouldNotBeFoundWhenItHasExpired() throws Exception {
        try (EditableMailStore store = sample()) {
            store.aliases().add(alias("@d1.test"), "alice", List.of(), Optional.of(Instant.EPOCH));

            assertThat(store.findCatchAll(domain("d1.test"))).isEmpty();
            assertThat(store.aliases().setExpiry(alias("@d2.test"), Optional.empty()))
                    .isFalse();
        }
    }

    @Test
    default void discardShouldBeTheOnlyTargetOfItsAlias() throws Exception {
        try (EditableMailStore store = sample()) {
            store.aliases().add(alias("noreply@d1.test"), Alias.DISCARD, List.of());
            assertThat(store.findAlias(Accounts.address("noreply@d1.test"))
                            .orElseThrow()
                            .isDiscarded())
                    .isTrue();

            assertThatThrownBy(() -> store.aliases().add(alias("x@d1.test"), Alias.DISCARD, List.of("bob")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(Alias.DISCARD);
            assertThatThrownBy(() -> store.aliases().add(alias("x@d1.test"), "bob", List.of(Alias.DISCARD)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(Alias.DISCARD);
        }
    }

    @Test
    default void domainShouldStandForAnotherWhileBothAreEnabled() throws Exception {
        try (EditableMailStore store = sample()) {
            store.domains().alias(domain("d3.test"), domain("d1.test"));
            assertThat(store.findDomainAlias(domain("D3.test"))).contains(domain("d1.test"));
            assertThat(store.isLocalDomain(domain("d3.test"))).isTrue();
            assertThat(store.findDomainAlias(domain("d1.test"))).isEmpty();
            assertThat(store.domains().list())
                    .contains(new LocalDomain("d3.test", true, Optional.of("d1.test"), Optional.empty()));

            store.domains().setEnabled(domain("d1.test"), false);
            assertThat(store.findDomainAlias(domain("d3.test"))).isEmpty();
            assertThat(store.isLocalDomain(domain("d3.test"))).isFalse();

            store.domains().setEnabled(domain("d1.test"), true);
            store.domains().setEnabled(domain("d3.test"), false);
            assertThat(store.findDomainAlias(domain("d3.test"))).isEmpty();

            store.domains().alias(domain("d3.test"), domain("d2.test"));
            assertThat(store.findDomainAlias(domain("d3.test"))).contains(domain("d2.test"));

            assertThat(store.domains().unalias(domain("d3.test"))).isTrue();
            assertThat(store.domains().unalias(domain("d3.test"))).isFalse();
            assertThat(store.findDomainAlias(domain("d3.test"))).isEmpty();
            assertThat(store.isLocalDomain(domain("d3.test"))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"d4.test, d9.test", "d4.test, d4.test", "d4.test, d3.test", "d1.test, d2.test", "d2.test, d1.test"})
    default void domainAliasShouldBeRefusedWhenItWouldBeAChainOrHideAliases(String from, String to) throws Exception {
        try (EditableMailStore store = sample()) {
            store.domains().alias(domain("d3.test"), domain("d1.test"));
            List<LocalDomain> before = store.domains().list();

            assertThatThrownBy(() -> store.domains().alias(domain(from), domain(to)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(".test");

            assertThat(store.domains().list()).isEqualTo(before);
        }
    }

    @Test
    default void domainShouldKeepWhatStandsForItWhenDeletingIsRefused() throws Exception {
        try (EditableMailStore store = sample()) {
            store.domains().alias(domain("d3.test"), domain("d1.test"));

            assertThatThrownBy(() -> store.domains().delete(domain("d1.test")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("d3.test");
            assertThatThrownBy(() -> store.aliases().add(alias("x@d3.test"), "alice", List.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("d3.test");

            assertThat(store.domains().delete(domain("d3.test"))).isTrue();
            assertThat(store.domains().delete(domain("d1.test"))).isTrue();
        }
    }

    @Test
    default void unknownHostShouldBeFoundWhileItsDomainIsEnabled() throws Exception {
        try (EditableMailStore store = sample()) {
            assertThat(store.domains().setUnknownHost(domain("d1.test"), Optional.of("[old.example]:25")))
                    .isTrue();
            assertThat(store.domains().setUnknownHost(domain("d9.test"), Optional.of("[old.example]")))
                    .isFalse();
            assertThat(store.findUnknownHost(domain("d1.test"))).contains("[old.example]:25");
            assertThat(store.findUnknownHost(domain("d2.test"))).isEmpty();

            store.domains().setEnabled(domain("d1.test"), false);
            assertThat(store.findUnknownHost(domain("d1.test"))).isEmpty();

            store.domains().add(domain("d1.test"));
            assertThat(store.domains().setUnknownHost(domain("d1.test"), Optional.empty()))
                    .isTrue();
            assertThat(store.findUnknownHost(domain("d1.test"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[old.example", "old.example:", "a b", "smtp:[old.example]", "x\ny", "[x]:123456"})
    default void unknownHostShouldBeRefusedWhenPostfixCouldNotReadIt(String nextHop) throws Exception {
        try (EditableMailStore store = sample()) {
            assertThatThrownBy(() -> store.domains().setUnknownHost(domain("d1.test"), Optional.of(nextHop)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("d1.test");
        }
    }

    @Test
    default void certificateShouldBeFoundInAnySpellingWhenAdded() throws Exception {
        String pairs = "AB:".repeat(31) + "01";
        try (EditableMailStore store = sample()) {
            store.certificates().add("ab".repeat(31) + "01", "printer", "hall");

            assertThat(store.findCertificate(pairs)).contains(new Certificate(pairs, "printer", "hall", true));
            assertThat(store.findCertificate(pairs.replace(":", ""))).isPresent();
            assertThat(store.findCertificate("AB:".repeat(31) + "02")).isEmpty();
            assertThat(store.findCertificate("no fingerprint")).isEmpty();

            assertThat(store.certificates().setEnabled(pairs, false)).isTrue();
            assertThat(store.certificates().list()).containsExactly(new Certificate(pairs, "printer", "hall", false));

            store.certificates().add(pairs, "alice", "");
            assertThat(store.findCertificate(pairs)).contains(new Certificate(pairs, "alice", "", true));

            assertThat(store.certificates().delete(pairs)).isTrue();
            assertThat(store.certificates().delete(pairs)).isFalse();
            assertThat(store.certificates().setEnabled(pairs, true)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz", "AB:CD", "AB:CDEF:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D"})
    default void certificateShouldBeRefusedWhenItIsNoFingerprint(String text) throws Exception {
        try (EditableMailStore store = sample()) {
            assertThatThrownBy(() -> store.certificates().add(text, "alice", ""))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("fingerprint");
        }
    }

    private EditableMailStore sample() throws Exception {
        EditableMailStore store = emptyStore();
        StoreContent.SAMPLE.addTo(store);
        return store;
    }

    private static AliasAddress alias(String text) {
        return AliasAddress.parse(text).orElseThrow();
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
