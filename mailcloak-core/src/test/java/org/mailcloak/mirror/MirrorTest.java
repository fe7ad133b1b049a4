package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.address;
import static org.mailcloak.mirror.ListedProvider.logins;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;

/** What a mirror answers after a scan, and after one that failed. */
class MirrorTest extends MirrorOfTwo {

    @Nested
    class Answers {

        @Test
        void providerShouldBeAskedWhenNothingWasReadYet() {
            assertThat(login("alice")).isEqualTo("ask");
            assertThat(login("nobody")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("ask");
            assertThat(mirror.statistics().serving()).isFalse();
        }

        @Test
        void everybodyShouldBeAnsweredForWhenAllWereRead() {
            mirror.tick();

            assertThat(mirror.findByLogin("alice").orElseThrow()).isEqualTo(LookupResult.found(ALICE));
            assertThat(login("ALICE")).isEqualTo("alice");
            assertThat(owners("alice@d1.test")).isEqualTo("alice");
            assertThat(owners("a.liddell@d1.test")).isEqualTo("alice");
            assertThat(owners("info@d1.test")).isEqualTo("alice bob");
            assertThat(login("nobody")).isEqualTo("nobody");
            assertThat(owners("nobody@d1.test")).isEqualTo("nobody");
            assertThat(owners("alice@elsewhere.test")).isEqualTo("nobody");
        }

        @Test
        void providerShouldBeAskedAboutWhoIsNotThereWhenTheListIsPartial() {
            provider.outcome = ScanResult.partial("some are elsewhere");
            mirror.tick();

            assertThat(login("alice")).isEqualTo("alice");
            assertThat(login("nobody")).isEqualTo("ask");
            assertThat(owners("nobody@elsewhere.test")).isEqualTo("ask");
        }

        @Test
        void providerShouldBeAskedAboutAccountsThatTheScanDoubts() {
            provider.doubtful = Set.of("Carol");
            mirror.tick();

            assertThat(login("carol")).isEqualTo("ask");
            assertThat(login("nobody")).isEqualTo("nobody");
        }

        @Test
        void providerShouldBeAskedAboutAddressesThatTheScanDoubts() {
            provider.doubtfulAddresses = Set.of(address("info@d1.test"), address("carol@d1.test"));
            mirror.tick();

            assertThat(owners("info@d1.test")).isEqualTo("ask");
            assertThat(owners("carol@d1.test")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("alice");
            assertThat(owners("nobody@d1.test")).isEqualTo("nobody");
        }
    }

    @Nested
    class Failures {

        @Test
        void providerShouldBeAskedWhenTheFirstScanFailed() {
            provider.outcome = ScanResult.unavailable("page 3 is broken");
            mirror.tick();

            assertThat(login("alice")).isEqualTo("ask");
            assertThat(login("nobody")).isEqualTo("ask");
            assertThat(mirror.statistics().failed()).isEqualTo(1);
        }

        @Test
        void scanShouldBeTriedAgainSoonWhenItFailed() {
            provider.outcome = ScanResult.unavailable("page 3 is broken");
            mirror.tick();
            provider.outcome = ScanResult.complete();
            pass(Duration.ofSeconds(60));
            mirror.tick();

            assertThat(login("alice")).isEqualTo("alice");
        }

        @Test
        void scanShouldCountAsFailedWhenTheProviderThrows() {
            provider.afterList = () -> {
                throw new IllegalStateException("a defect");
            };
            mirror.tick();

            assertThat(login("alice")).isEqualTo("ask");
            assertThat(mirror.statistics().failed()).isEqualTo(1);
        }

        @Test
        @SuppressWarnings("NullAway") // a plugin may break any promise
        void scanShouldCountAsFailedWhenTheProviderAnswersNull() {
            provider.outcome = null;
            mirror.tick();

            assertThat(mirror.statistics().failed()).isEqualTo(1);
        }

        @Test
        void contentShouldServeForAWhileWhenScansFail() {
            mirror.tick();
            provider.outcome = ScanResult.unavailable("down");
            provider.remove("alice");
            nextScan();

            assertThat(login("alice")).isEqualTo("alice");
            assertThat(login("nobody")).isEqualTo("nobody");
        }

        @Test
        void onlyThoseWhoWereFoundShouldBeRecalledWhenScansHaveFailedForLong() {
            mirror.tick();
            pass(SCAN.multipliedBy(2));

            assertThat(login("alice")).isEqualTo("ask");
            assertThat(login("nobody")).isEqualTo("ask");
            assertThat(owners("alice@d1.test")).isEqualTo("ask");
            assertThat(owners("nobody@d1.test")).isEqualTo("ask");
            assertThat(logins(mirror.recallByLogin("alice"))).isEqualTo("alice");
            assertThat(logins(mirror.recallByAddress(address("bob@d1.test")))).isEqualTo("bob");
            assertThat(logins(mirror.recallByLogin("nobody"))).isEqualTo("ask");
        }

        @Test
        void nobodyShouldBeRecalledWhenContentIsOlderThanTheStaleTtl() {
            mirror.tick();
            pass(SCAN.multipliedBy(2).plus(STALE));

            assertThat(logins(mirror.recallByLogin("alice"))).isEqualTo("ask");
        }
    }
}
