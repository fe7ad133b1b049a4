package org.mailcloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ScanResult;

/**
 * What every {@link IdentityProvider} must do. A test class implements the two set-up methods and inherits the tests:
 *
 * <pre>{@code
 * class CsvIdentityProviderTest implements IdentityProviderContract {
 *     @TempDir Path directory;
 *
 *     public IdentityProvider provider(List<Account> accounts) throws Exception { ... }
 *     public IdentityProvider unreachableProvider() { ... }
 * }
 * }</pre>
 *
 * <p>Each test calls a set-up method at most once and closes the provider it got.
 */
public interface IdentityProviderContract {

    /**
     * Makes a provider, configured so that its source can express every account state and alias addresses, and puts
     * exactly these accounts into the source. Ids are compared only with themselves: a source that gives out its own
     * may do so. Groups are not compared.
     */
    IdentityProvider provider(List<Account> accounts) throws Exception;

    /**
     * Makes a provider whose source cannot be asked: a closed port, a file that is not there. A provider that has
     * nothing to reach returns one that is closed.
     */
    IdentityProvider unreachableProvider() throws Exception;

    @Test
    default void findByLoginShouldFindAccountWhenLoginIsKnown() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(provider.findByLogin("alice"), Accounts.ALICE);
        }
    }

    @Test
    default void findByLoginShouldFindNobodyWhenLoginIsUnknown() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
        }
    }

    @Test
    default void findByLoginShouldFindAccountWhenItHasNoAddress() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(provider.findByLogin("dave"), Accounts.DAVE);
        }
    }

    @Test
    default void lookUpsShouldFindNobodyWhenSourceIsEmpty() throws Exception {
        try (IdentityProvider provider = provider(List.of())) {
            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.notFound());
            assertThat(provider.findByAddress(Accounts.address("alice@d1.test")))
                    .isEqualTo(LookupResult.notFound());
        }
    }

    @ParameterizedTest
    @EnumSource(AccountState.class)
    default void lookUpsShouldTellStateWhenAccountHasIt(AccountState state) throws Exception {
        Account account = Accounts.account("erin", "erin@d1.test", Set.of(), state);
        try (IdentityProvider provider = provider(List.of(account))) {
            Accounts.assertFound(provider.findByLogin("erin"), account);
            Accounts.assertFound(provider.findByAddress(Accounts.address("erin@d1.test")), account);
        }
    }

    @Test
    default void findByAddressShouldFindAccountWhenAddressIsPrimary() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(provider.findByAddress(Accounts.address("carol@d2.test")), Accounts.CAROL);
        }
    }

    @Test
    default void findByAddressShouldFindAccountWhenAddressIsAnAlias() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(provider.findByAddress(Accounts.address("a.liddell@d1.test")), Accounts.ALICE);
        }
    }

    @Test
    default void findByAddressShouldIgnoreLetterCaseWhenAddressIsKnown() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(provider.findByAddress(Accounts.address("Carol@D2.Test")), Accounts.CAROL);
        }
    }

    @Test
    default void findByAddressShouldFindAllOwnersWhenSeveralShareIt() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Accounts.assertFound(
                    provider.findByAddress(Accounts.address("info@d1.test")), Accounts.ALICE, Accounts.BOB);
        }
    }

    @Test
    default void findByAddressShouldFindNobodyWhenOnlyTheDomainDiffers() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(provider.findByAddress(Accounts.address("alice@d2.test")))
                    .isEqualTo(LookupResult.notFound());
            assertThat(provider.findByAddress(Accounts.address("alice@d1.test.example")))
                    .isEqualTo(LookupResult.notFound());
        }
    }

    @Test
    default void findByLoginShouldFindNobodyWhenNameIsHostile() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(HostileInputs.names())
                    .allSatisfy(name -> assertThat(provider.findByLogin(name)).isEqualTo(LookupResult.notFound()));
        }
    }

    @Test
    default void findByAddressShouldFindNobodyWhenAddressIsHostile() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(HostileInputs.addresses())
                    .allSatisfy(address ->
                            assertThat(provider.findByAddress(address)).isEqualTo(LookupResult.notFound()));
        }
    }

    @Test
    default void answersShouldBeTheSameWhenAskedTwice() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(provider.findByLogin("alice"))
                    .isEqualTo(provider.findByLogin("alice"))
                    .isEqualTo(provider.findByAddress(Accounts.address("alice@d1.test")));
        }
    }

    @Test
    default void eachThreadShouldGetItsOwnAnswerWhenManyAskAtOnce() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            List<Callable<Optional<String>>> questions = new ArrayList<>();
            List<Optional<String>> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String unknown = "nobody" + i;
                questions.add(() -> Accounts.onlyLogin(provider.findByLogin("alice")));
                expected.add(Optional.of("alice"));
                questions.add(() -> Accounts.onlyLogin(provider.findByLogin(unknown)));
                expected.add(Optional.empty());
                questions.add(() -> Accounts.onlyLogin(provider.findByAddress(Accounts.address("bob@d1.test"))));
                expected.add(Optional.of("bob"));
            }
            assertThat(Threads.callAll(questions)).isEqualTo(expected);
        }
    }

    @Test
    default void interruptedCallerShouldKeepItsFlagAndNotGetNotFoundWhenAccountIsThere() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            Thread.currentThread().interrupt();
            LookupResult answer = provider.findByLogin("alice");
            boolean flag = Thread.interrupted();

            assertThat(flag).isTrue();
            assertThat(answer).isNotEqualTo(LookupResult.notFound());
        }
    }

    @Test
    default void lookUpsShouldBeAnsweredWhenChangesAreListenedTo() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            provider.changes().ifPresent(feed -> feed.subscribe(() -> {}));

            Accounts.assertFound(provider.findByLogin("alice"), Accounts.ALICE);
        }
    }

    @Test
    default void lookUpsShouldBeUnavailableWhenProviderIsClosedWhileChangesAreListenedTo() throws Exception {
        IdentityProvider provider = unreachableProvider();
        provider.changes().ifPresent(feed -> feed.subscribe(() -> {}));
        provider.close();

        Accounts.assertUnavailable(provider.findByLogin("alice"));
    }

    @Test
    default void lookUpsShouldBeUnavailableWhenSourceCannotBeAsked() throws Exception {
        try (IdentityProvider provider = unreachableProvider()) {
            Accounts.assertUnavailable(provider.findByLogin("alice"));
            Accounts.assertUnavailable(provider.findByAddress(Accounts.address("alice@d1.test")));
        }
    }

    @Test
    default void lookUpsShouldBeUnavailableWhenProviderIsClosed() throws Exception {
        IdentityProvider provider = provider(Accounts.ALL);
        provider.findByLogin("alice");
        provider.close();

        Accounts.assertUnavailable(provider.findByLogin("alice"));
        Accounts.assertUnavailable(provider.findByAddress(Accounts.address("alice@d1.test")));
        Accounts.assertUnavailable(provider.findByLogin("nobody"));
    }

    @Test
    default void probeShouldPassWhenSourceAnswers() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            assertThat(provider.probe()).isEqualTo(Probe.passed());
        }
    }

    @Test
    default void probeShouldPassWhenSourceIsEmpty() throws Exception {
        try (IdentityProvider provider = provider(List.of())) {
            assertThat(provider.probe()).isEqualTo(Probe.passed());
        }
    }

    @Test
    default void probeShouldFailWhenSourceCannotBeAsked() throws Exception {
        try (IdentityProvider provider = unreachableProvider()) {
            assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
        }
    }

    @Test
    default void probeShouldFailWhenProviderIsClosed() throws Exception {
        IdentityProvider provider = provider(Accounts.ALL);
        provider.probe();
        provider.close();

        assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
    }

    @Test
    default void scanShouldTellEverybodyAsLookUpsFindThemWhenProviderCanScan() throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            ScannedAccounts told = new ScannedAccounts();

            assertThat(told.scan(provider)).isEqualTo(ScanResult.complete());
            Accounts.assertSame(told.names().keySet(), Accounts.ALL);
            assertThat(told.doubtfulAccounts()).isZero();
            told.names()
                    .forEach((account, names) -> assertThat(names)
                            .isNotEmpty()
                            .allSatisfy(name ->
                                    assertThat(provider.findByLogin(name)).isEqualTo(LookupResult.found(account))));
        }
    }

    @Test
    default void scanShouldTellNobodyAndBeCompleteWhenSourceIsEmpty() throws Exception {
        try (IdentityProvider provider = provider(List.of())) {
            ScannedAccounts told = new ScannedAccounts();

            assertThat(told.scan(provider)).isEqualTo(ScanResult.complete());
            assertThat(told.names()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice", "ALICE", "alice ", "\u00e1lice"})
    default void loginKeysShouldBeEqualForNamesThatFindTheSameAccountWhenProviderCanScan(String name) throws Exception {
        try (IdentityProvider provider = provider(Accounts.ALL)) {
            AccountScanner scanner = ScannedAccounts.scannerOf(provider);

            boolean same = scanner.loginKey(name).equals(scanner.loginKey("alice"));

            assertThat(provider.findByLogin(name) instanceof LookupResult.Found).isEqualTo(same);
        }
    }

    @Test
    default void scanShouldBeUnavailableWhenSourceCannotBeAsked() throws Exception {
        try (IdentityProvider provider = unreachableProvider()) {
            assertThat(new ScannedAccounts().scan(provider)).isInstanceOf(ScanResult.Unavailable.class);
        }
    }

    @Test
    default void scanShouldBeUnavailableWhenProviderIsClosed() throws Exception {
        IdentityProvider provider = provider(Accounts.ALL);
        provider.close();

        assertThat(new ScannedAccounts().scan(provider)).isInstanceOf(ScanResult.Unavailable.class);
    }

    @Test
    default void closeShouldDoNothingWhenProviderIsClosed() throws Exception {
        IdentityProvider provider = provider(Accounts.ALL);
        provider.close();

        assertThatCode(provider::close).doesNotThrowAnyException();
    }

    @Test
    default void closeShouldNotThrowWhenSourceCannotBeAsked() throws Exception {
        IdentityProvider provider = unreachableProvider();

        assertThatCode(provider::close).doesNotThrowAnyException();
    }
}
