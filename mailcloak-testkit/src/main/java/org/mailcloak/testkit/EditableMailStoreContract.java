package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** What every {@link EditableMailStore} must do. Each test calls {@link #emptyStore} once and closes what it got. */
public interface EditableMailStoreContract extends MailStoreContract {

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

            assertThat(store.findAlias(Accounts.address("off@d1.test"))).contains("carol");
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
