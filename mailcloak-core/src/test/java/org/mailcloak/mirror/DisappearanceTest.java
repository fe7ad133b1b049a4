package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.logins;
import static org.mailcloak.mirror.ListedProvider.person;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ScanResult;

/** A hundred people, and lists from which some are missing. */
class DisappearanceTest {

    private static final Duration SCAN = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong();
    private final ListedProvider provider = new ListedProvider();
    private final Mirror mirror =
            new Mirror(provider, new MirrorSettings(SCAN, Duration.ofHours(1)), Runnable::run, nanos::get);

    @BeforeEach
    void readAll() {
        provider.crowd(0, 100);
        mirror.tick();
    }

    private void nextScan() {
        nanos.addAndGet(SCAN.toNanos());
        mirror.tick();
    }

    private String login(String name) {
        return logins(mirror.findByLogin(name));
    }

    @Test
    void fewShouldBeAskedForUntilTheNextListAgreesWhenTheyAreMissing() {
        provider.crowdLeaves(0, 10);
        nextScan();
        assertThat(login("user0")).isEqualTo("ask");
        assertThat(logins(mirror.findByAddress(ListedProvider.address("user0@d1.test"))))
                .isEqualTo("ask");
        assertThat(login("nobody")).isEqualTo("nobody");

        nextScan();

        assertThat(login("user0")).isEqualTo("nobody");
        assertThat(mirror.statistics().refused()).isZero();
    }

    @Test
    void everyAddressShouldBeAskedForWhenItsAccountIsMissing() {
        provider.put(person("carol", "carol@d1.test", "c@d1.test"));
        nextScan();
        provider.remove("carol");
        nextScan();

        assertThat(logins(mirror.findByAddress(ListedProvider.address("c@d1.test"))))
                .isEqualTo("ask");
    }

    private String recalled(String name) {
        return logins(mirror.recallByLogin(name));
    }

    @Test
    void everybodyShouldBeServedOrAskedForWhenTenPercentOfThemAreLeft() {
        provider.crowdLeaves(10, 100);
        nextScan();

        for (int i = 0; i < 100; i++) {
            assertThat(login("user" + i)).isEqualTo(i < 10 ? "user" + i : "ask");
            assertThat(recalled("user" + i)).isEqualTo("user" + i);
        }
        assertThat(logins(mirror.findByAddress(ListedProvider.address("user99@d1.test"))))
                .isEqualTo("ask");
        assertThat(logins(mirror.recallByAddress(ListedProvider.address("user99@d1.test"))))
                .isEqualTo("user99");
        assertThat(login("nobody")).isEqualTo("nobody");
        assertThat(mirror.statistics().refused()).isEqualTo(1);
        assertThat(mirror.statistics().missing()).isEqualTo(90);
        assertThat(mirror.statistics().accounts()).isEqualTo(100);
    }

    @Test
    void changesAndNewAccountsShouldHoldWhenOthersAreMissing() {
        provider.crowdLeaves(10, 100);
        provider.put(person("user0", AccountState.DISABLED, "user0@d1.test"));
        provider.put(person("carol", "carol@d1.test"));
        nextScan();

        assertThat(mirror.findByLogin("user0").orElseThrow().toString()).contains("DISABLED");
        assertThat(login("carol")).isEqualTo("carol");
        assertThat(login("user99")).isEqualTo("ask");
    }

    @Test
    void disappearanceShouldBeBelievedWhenThreeMoreListsAgree() {
        provider.crowdLeaves(10, 100);
        for (int refused = 0; refused < 3; refused++) {
            nextScan();
            assertThat(login("user99")).isEqualTo("ask");
        }

        nextScan();

        assertThat(login("user99")).isEqualTo("nobody");
        assertThat(login("user9")).isEqualTo("user9");
        assertThat(mirror.statistics().missing()).isZero();
    }

    @Test
    void disappearanceShouldNotBeBelievedWhenScansFailMeanwhile() {
        provider.crowdLeaves(10, 100);
        nextScan();
        provider.outcome = ScanResult.unavailable("down");
        for (int failed = 0; failed < 20; failed++) {
            nextScan();
        }
        provider.outcome = ScanResult.complete();
        nextScan();

        assertThat(login("user99")).isEqualTo("ask");
    }

    @Test
    void disappearanceShouldBeBelievedAtOnceWhenTheOperatorSaysSo() {
        provider.crowdLeaves(10, 100);
        nextScan();
        mirror.believeNextScan();
        mirror.tick();

        assertThat(login("user99")).isEqualTo("nobody");
        assertThat(mirror.statistics().missing()).isZero();
    }

    @Test
    void beliefShouldEndWithTheScanThatItIsFor() {
        mirror.believeNextScan();
        mirror.tick();
        provider.crowdLeaves(10, 100);
        nextScan();

        assertThat(login("user99")).isEqualTo("ask");
    }

    @Test
    void accountsShouldBeGoneAtOnceWhenTheProviderReportsEachOfThem() {
        provider.crowdLeaves(10, 100);
        for (int i = 10; i < 100; i++) {
            mirror.accountChanged(AccountChange.gone("id-user" + i));
        }
        nextScan();

        assertThat(login("user99")).isEqualTo("nobody");
        assertThat(mirror.statistics().refused()).isZero();
    }

    @Test
    void reportedDeletionShouldHoldWhenTheListIsRefused() {
        mirror.accountChanged(AccountChange.gone("id-user99"));
        provider.crowdLeaves(10, 100);
        nextScan();

        assertThat(login("user99")).isEqualTo("nobody");
        assertThat(login("user98")).isEqualTo("ask");
        assertThat(recalled("user99")).isEqualTo("ask");
        assertThat(recalled("user98")).isEqualTo("user98");
    }

    @Test
    void everybodyShouldBeBackWhenTheListIsWholeAgain() {
        provider.crowdLeaves(10, 100);
        nextScan();
        provider.crowd(10, 100);
        nextScan();

        assertThat(mirror.statistics().missing()).isZero();
        assertThat(login("user99")).isEqualTo("user99");
    }
}
