package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/**
 * What every {@link MailStore} must do. A store that can be edited inherits {@link EditableMailStoreContract}, which
 * includes this. Each test calls {@link #store} at most once and closes the store it got.
 */
public interface MailStoreContract {

    /** Makes a store that holds exactly this. */
    MailStore store(StoreContent content) throws Exception;

    @ParameterizedTest
    @CsvSource({"d1.test, true", "D1.Test, true", "d2.test, true", "off.test, false", "d3.test, false", "test, false"})
    default void domainShouldBeLocalWhenListedAndEnabled(String name, boolean local) throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.isLocalDomain(domain(name))).isEqualTo(local);
        }
    }

    @Test
    default void firstLocalDomainShouldBeFirstEnabledOneWhenSeveralAreListed() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.firstLocalDomain()).contains(domain("d1.test"));
        }
    }

    @Test
    default void firstLocalDomainShouldBeEmptyWhenNoneIsEnabled() throws Exception {
        StoreContent content = new StoreContent(List.of(new LocalDomain("off.test", false)), List.of(), List.of());
        try (MailStore store = store(content)) {
            assertThat(store.firstLocalDomain()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"sales@d1.test, alice", "SALES@D1.TEST, alice", "sales@d2.test, bob"})
    default void aliasShouldBeFoundWhenItAndItsDomainAreEnabled(String alias, String login) throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.findAlias(Accounts.address(alias)))
                    .map(Alias::login)
                    .contains(login);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales@off.test", "other@d1.test", "sales@d3.test", "sales+x@d1.test"})
    default void aliasShouldNotBeFoundWhenUnknownOrNotInForce(String alias) throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.findAlias(Accounts.address(alias))).isEmpty();
        }
    }

    @Test
    default void nothingShouldBeFoundWhenInputIsHostile() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(HostileInputs.addresses())
                    .allSatisfy(address -> assertThat(store.findAlias(address)).isEmpty())
                    .allSatisfy(address ->
                            assertThat(store.findCatchAll(address.domain())).isEmpty())
                    .allSatisfy(address ->
                            assertThat(store.findAppsBySender(address)).isEmpty());
            assertThat(HostileInputs.names())
                    .allSatisfy(name -> assertThat(store.findApp(name)).isEmpty());
        }
    }

    @Test
    default void appShouldBeFoundWithItsSendersWhenIdIsKnown() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            App app = store.findApp("app1").orElseThrow();

            assertThat(app.enabled()).isTrue();
            assertThat(app.senders())
                    .containsExactly(new App.Sender("a@d1.test", true), new App.Sender("b@d1.test", true));
        }
    }

    @Test
    default void appShouldBeFoundWhenItIsDisabledOrHasNoSenders() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            App app = store.findApp("printer").orElseThrow();

            assertThat(app.enabled()).isFalse();
            assertThat(app.senders()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"app2", "APP1", "app", "app1 ", ""})
    default void appShouldNotBeFoundWhenIdDiffersAtAll(String id) throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.findApp(id)).isEmpty();
        }
    }

    @Test
    default void aliasShouldBeFoundAsDisabledWhenItIs() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(store.findAlias(Accounts.address("off@d1.test")))
                    .contains(new Alias("off@d1.test", "bob", false));
        }
    }

    @ParameterizedTest
    @CsvSource({"a@d1.test, app1", "A@D1.TEST, app1", "off@d1.test, ''", "nobody@d1.test, ''"})
    default void appsShouldBeFoundByTheirSenders(String sender, String ids) throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            assertThat(String.join(",", store.findAppsBySender(Accounts.address(sender))))
                    .isEqualTo(ids);
        }
    }

    @Test
    default void generationShouldStayWhenNothingChanges() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            long before = store.generation();
            store.isLocalDomain(domain("d1.test"));
            store.findAlias(Accounts.address("sales@d1.test"));
            store.findApp("app1");

            assertThat(store.generation()).isEqualTo(before);
        }
    }

    @Test
    default void eachThreadShouldGetItsOwnAnswerWhenManyAskAtOnce() throws Exception {
        try (MailStore store = store(StoreContent.SAMPLE)) {
            List<Callable<Object>> questions = new ArrayList<>();
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                questions.add(() -> store.findAlias(Accounts.address("sales@d1.test"))
                        .map(Alias::login)
                        .orElse("none"));
                expected.add("alice");
                questions.add(() -> store.isLocalDomain(domain("off.test")));
                expected.add(false);
                questions.add(
                        () -> store.findApp("app1").orElseThrow().senders().size());
                expected.add(2);
            }

            assertThat(Threads.callAll(questions)).isEqualTo(expected);
        }
    }

    @Test
    default void questionsShouldThrowStoreExceptionWhenStoreIsClosed() throws Exception {
        MailStore store = store(StoreContent.SAMPLE);
        store.isLocalDomain(domain("d1.test"));
        store.close();

        assertThatThrownBy(() -> store.isLocalDomain(domain("d1.test"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(store::firstLocalDomain).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findAlias(Accounts.address("sales@d1.test")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findApp("app1")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findCatchAll(domain("d1.test"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findDomainAlias(domain("d1.test"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findUnknownHost(domain("d1.test"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findCertificate("ab".repeat(32))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.findAppsBySender(Accounts.address("a@d1.test")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(store::generation).isInstanceOf(StoreException.class);
    }

    @Test
    default void closeShouldDoNothingWhenStoreIsClosed() throws Exception {
        MailStore store = store(StoreContent.SAMPLE);
        store.close();

        assertThatCode(store::close).doesNotThrowAnyException();
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
