package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** What every {@link EditableMailStore} must do. Each test calls {@link #emptyStore} once and closes what it got. */
public interface EditableMailStoreContract extends MailStoreContract, SiteFactsContract {

    @Override
    EditableMailStore emptyStore() throws Exception;

    /** Fills an empty store through its administration. */
    @Override
    default MailStore store(StoreContent content) throws Exception {
        EditableMailStore store = emptyStore();
        content.addTo(store);
        return store;
    }

    @Test
    default void domainsShouldBeListedByNameWhenAdded() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d2.test"));
            store.domains().add(domain("d1.test"));
            store.domains().setEnabled(domain("d1.test"), false);

            assertThat(store.domains().list())
                    .containsExactly(new LocalDomain("d1.test", false), new LocalDomain("d2.test", true));
        }
    }

    @Test
    default void domainShouldBeEnabledWhenAddedAgain() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d1.test"));
            store.domains().setEnabled(domain("d1.test"), false);

            store.domains().add(domain("d1.test"));

            assertThat(store.domains().list()).containsExactly(new LocalDomain("d1.test", true));
        }
    }

    @Test
    default void aliasesShouldGoTooWhenTheirDomainIsDeleted() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.domains().delete(domain("d1.test"))).isTrue();

            assertThat(store.aliases().list(Optional.empty()))
                    .extracting(Alias::address)
                    .containsExactly("sales@d2.test", "sales@off.test");
        }
    }

    @Test
    default void changesShouldBeRefusedWithFalseWhenThereIsNothingToChange() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d1.test"));
            EmailAddress address = Accounts.address("x@d1.test");

            assertThat(store.domains().delete(domain("d9.test"))).isFalse();
            assertThat(store.domains().setEnabled(domain("d9.test"), true)).isFalse();
            assertThat(store.aliases().delete(address)).isFalse();
            assertThat(store.aliases().setEnabled(address, true)).isFalse();
            assertThat(store.apps().delete("app1")).isFalse();
            assertThat(store.apps().setEnabled("app1", true)).isFalse();
            assertThat(store.apps().rotate("app1", StoreContent.HASH)).isFalse();
            assertThat(store.apps().allow("app1", address)).isFalse();
            assertThat(store.apps().disallow("app1", address)).isFalse();
        }
    }

    @Test
    default void aliasShouldBeRefusedAndItsDomainNamedWhenDomainIsUnknown() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            assertThatThrownBy(() -> store.aliases().add(Accounts.address("x@d9.test"), "alice"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("d9.test");

            assertThat(store.aliases().list(Optional.empty())).isEmpty();
        }
    }

    @Test
    default void aliasShouldBeEnabledWithItsNewLoginWhenAddedAgain() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            store.aliases().add(Accounts.address("off@d1.test"), "carol");

            assertThat(store.findAlias(Accounts.address("off@d1.test")))
                    .contains(new Alias("off@d1.test", "carol", true));
        }
    }

    @Test
    default void aliasesShouldBeListedByAddressWhenLoginIsAnyOrOne() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.aliases().list(Optional.empty()))
                    .extracting(Alias::address)
                    .containsExactly("off@d1.test", "sales@d1.test", "sales@d2.test", "sales@off.test");
            assertThat(store.aliases().list(Optional.of("BOB")))
                    .containsExactly(new Alias("off@d1.test", "bob", false), new Alias("sales@d2.test", "bob", true));
            assertThat(store.aliases().list(Optional.of("bo"))).isEmpty();
        }
    }

    @Test
    default void aliasShouldHaveItsNewTargetsAloneWhenAddedAgain() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);
            AliasAddress sales = AliasAddress.parse("sales@d1.test").orElseThrow();

            store.aliases().add(sales, "alice", List.of("carol", "x@far.example", "bob", "alice", "bob"));
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "alice", List.of("bob", "carol", "x@far.example"), true));

            store.aliases().add(sales, "bob", List.of("dora"));
            assertThat(store.aliases().list(Optional.of("DORA")))
                    .containsExactly(new Alias("sales@d1.test", "bob", List.of("dora"), true));
        }
    }

    @Test
    default void targetsShouldBeForgottenWhenTheAliasOrItsDomainIsDeleted() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            AliasAddress sales = AliasAddress.parse("sales@d1.test").orElseThrow();
            store.domains().add(domain("d1.test"));
            store.aliases().add(sales, "alice", List.of("bob"));

            store.aliases().delete(sales);
            store.aliases().add(sales, "alice", List.of());
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "alice", true));

            store.aliases().add(sales, "alice", List.of("bob"));
            store.domains().delete(domain("d1.test"));
            store.domains().add(domain("d1.test"));
            store.aliases().add(sales, "alice", List.of());
            assertThat(store.findAlias(Accounts.address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "alice", true));
        }
    }

    @Test
    default void catchAllShouldBeFoundForItsDomainAloneWhileBothAreEnabled() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);
            AliasAddress catchAll = AliasAddress.parse("@D1.Test").orElseThrow();

            store.aliases().add(catchAll, "alice", List.of("bob"));
            assertThat(store.findCatchAll(domain("d1.test")))
                    .contains(new Alias("@d1.test", "alice", List.of("bob"), true));
            assertThat(store.findCatchAll(domain("d2.test"))).isEmpty();
            assertThat(store.findAlias(Accounts.address("any@d1.test"))).isEmpty();

            store.aliases().setEnabled(catchAll, false);
            assertThat(store.findCatchAll(domain("d1.test"))).isEmpty();

            store.aliases().setEnabled(catchAll, true);
            store.domains().setEnabled(domain("d1.test"), false);
            assertThat(store.findCatchAll(domain("d1.test"))).isEmpty();
            assertThat(store.aliases().delete(catchAll)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "a@", "@d1.test", "\"a b\"@d1.test", "a@b c", "a\n@d1.test"})
    default void aliasShouldBeRefusedWhenATargetIsNeitherLoginNorAddress(String target) throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d1.test"));
            AliasAddress sales = AliasAddress.parse("sales@d1.test").orElseThrow();

            assertThatThrownBy(() -> store.aliases().add(sales, "alice", List.of("bob", target)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("target");

            assertThat(store.aliases().list(Optional.empty())).isEmpty();
        }
    }

    @Test
    default void aliasShouldBeRefusedWhenItHasTooManyTargets() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d1.test"));
            AliasAddress sales = AliasAddress.parse("sales@d1.test").orElseThrow();
            List<String> most = IntStream.range(1, Alias.MAX_TARGETS)
                    .mapToObj(i -> "user" + i)
                    .toList();
            List<String> tooMany =
                    Stream.concat(most.stream(), Stream.of("one more")).toList();

            assertThatThrownBy(() -> store.aliases().add(sales, "alice", tooMany))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("at most 500 targets, found 501");

            store.aliases().add(sales, "alice", most);
            assertThat(store.findAlias(Accounts.address("sales@d1.test"))
                            .orElseThrow()
                            .targets())
                    .hasSize(Alias.MAX_TARGETS);
        }
    }

    @Test
    default void appShouldBeEnabledAndKeepItsSendersWhenAddedAgain() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);
            store.apps().setEnabled("app1", false);

            store.apps().add("app1", StoreContent.HASH);

            App app = store.findApp("app1").orElseThrow();
            assertThat(app.enabled()).isTrue();
            assertThat(app.senders()).hasSize(2);
        }
    }

    @Test
    default void appsShouldBeListedByIdWhenAsked() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.apps().list()).extracting(App::id).containsExactly("app1", "printer");
            assertThat(store.apps().list().get(0).senders())
                    .extracting(App.Sender::spelling)
                    .containsExactly("a@d1.test", "b@d1.test");
        }
    }

    @Test
    default void appShouldKeepStateAndSendersWhenItsTokenIsRotated() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.apps().rotate("printer", StoreContent.HASH)).isTrue();

            assertThat(store.findApp("printer").orElseThrow().enabled()).isFalse();
        }
    }

    @Test
    default void appShouldBeGoneWithItsSendersWhenDeletedAndAddedAnew() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.apps().delete("app1")).isTrue();
            assertThat(store.findApp("app1")).isEmpty();

            store.apps().add("app1", StoreContent.HASH);
            assertThat(store.findApp("app1").orElseThrow().senders()).isEmpty();
        }
    }

    @Test
    default void senderShouldBeListedOnceWhenAllowedTwice() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.apps().allow("app1", Accounts.address("A@D1.test")))
                    .isTrue();

            assertThat(store.findApp("app1").orElseThrow().senders()).hasSize(2);
        }
    }

    @Test
    default void senderShouldBeOffTheListWhenDisallowed() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);

            assertThat(store.apps().disallow("app1", Accounts.address("a@d1.test")))
                    .isTrue();

            assertThat(store.findApp("app1").orElseThrow().maySendAs(Accounts.address("a@d1.test")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.mailcloak.testkit.StoreChanges#all")
    default void generationShouldMoveWhenContentChanges(Consumer<EditableMailStore> change) throws Exception {
        try (EditableMailStore store = emptyStore()) {
            StoreContent.SAMPLE.addTo(store);
            long before = store.generation();

            change.accept(store);

            assertThat(store.generation()).isNotEqualTo(before);
        }
    }

    @Test
    default void everyChangeShouldBeKeptWhenManyThreadsWrite() throws Exception {
        try (EditableMailStore store = emptyStore()) {
            store.domains().add(domain("d1.test"));
            List<Callable<Boolean>> changes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                EmailAddress alias = Accounts.address("alias" + i + "@d1.test");
                changes.add(() -> {
                    store.aliases().add(alias, "alice");
                    return store.findAlias(alias).isPresent();
                });
            }

            assertThat(Threads.callAll(changes)).hasSize(400).doesNotContain(false);
            assertThat(store.aliases().list(Optional.empty())).hasSize(400);
        }
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
