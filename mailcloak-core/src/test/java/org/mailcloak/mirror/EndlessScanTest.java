package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/** A provider that tells accounts without an end ends its scan, not the process. */
class EndlessScanTest {

    private static final long ROOM = 100_000;

    private final AccountIndexBuilder builder = new AccountIndexBuilder(name -> name, ROOM);

    private static Account account(int number) {
        return Account.builder("id" + number, "user" + number)
                .primaryAddress(EmailAddress.parse("user" + number + "@d" + number + ".test"))
                .build();
    }

    @Test
    void scanShouldBeStoppedWhenThereIsNoRoomForMore() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < ROOM; i++) {
                        builder.found(account(i));
                    }
                })
                .isInstanceOf(TooManyAccountsException.class);
        assertThat(builder.isFull()).isTrue();
    }

    @Test
    void scanShouldBeStoppedWhenTheSameAccountIsToldForEver() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < ROOM; i++) {
                        builder.found(account(1));
                    }
                })
                .isInstanceOf(TooManyAccountsException.class);
    }

    @Test
    void scanShouldBeStoppedWhenDoubtfulAccountsHaveNoEnd() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < ROOM; i++) {
                        builder.doubtful(Set.of("user" + i), Set.of());
                    }
                })
                .isInstanceOf(TooManyAccountsException.class);
    }

    @Test
    void accountsShouldBeTakenWhenThereIsRoom() {
        assertThatCode(() -> {
                    for (int i = 0; i < 100; i++) {
                        builder.found(account(i));
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void scanShouldBeUnavailableWhenTheProviderGoesOnAfterItWasStopped() {
        Reconciliation reconciliation = new Reconciliation(new Endless(), System::nanoTime, ROOM);

        assertThat(reconciliation.scan(MirrorState.nothing(), id -> false).content())
                .isEqualTo(Optional.empty());
    }

    @Test
    void scanShouldBeUnavailableWhenSoManyAccountsHaveOneIdThatTheirNamesHaveNoRoom() {
        AccountScanner sameId = visitor -> {
            for (int i = 0; i < 500; i++) {
                visitor.found(Account.builder("7", "user" + i).build());
            }
            return ScanResult.complete();
        };
        Reconciliation reconciliation = new Reconciliation(sameId, System::nanoTime, ROOM / 2);

        assertThat(reconciliation.scan(MirrorState.nothing(), id -> false).content())
                .isEmpty();
    }

    private static final class Endless implements AccountScanner {

        @Override
        public ScanResult scan(ScanVisitor visitor) {
            for (int i = 0; i < 100_000_000; i++) {
                try {
                    visitor.found(account(i));
                } catch (RuntimeException swallowed) {
                    return ScanResult.complete();
                }
            }
            return ScanResult.complete();
        }
    }
}
