package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.LookupResult;

/** How long answers serve while the feed is live, and when it breaks. */
class FeedStateTest extends ChangeFeeds {

    @Test
    void foundAnswersShouldNeedNoTtl() {
        directory.listener.feedLive();
        remember("alice");

        ticker.advance(Duration.ofDays(400));

        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
        assertThat(directory.asked).isEmpty();
    }

    @Test
    void answersThatFoundNobodyShouldKeepTheirTtl() {
        directory.listener.feedLive();
        remember("nobody");

        ticker.advance(NOT_FOUND);
        cache.findByLogin("nobody");

        assertThat(directory.asked).containsExactly("nobody");
    }

    @Test
    void answersFromBeforeShouldKeepTheirTtl() {
        remember("alice", "nobody");
        directory.listener.feedLive();

        ticker.advance(FOUND);
        cache.findByLogin("alice");
        cache.findByLogin("nobody");

        assertThat(directory.asked).containsExactly("alice", "nobody");
    }

    @Test
    void answerToAQuestionFromBeforeShouldKeepItsTtl() {
        Queue<Runnable> calls = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(calls::add);
        slow.findByLogin("alice");

        directory.listener.feedLive();
        calls.remove().run();
        ticker.advance(FOUND);
        slow.findByLogin("alice");

        assertThat(calls).as("a look-up, and a probe since it is slow").hasSize(2);
    }

    @Test
    void everyLookUpShouldAskWhenTheTtlIsZero() {
        CachingIdentityProvider without = new CachingIdentityProvider(
                directory,
                new CacheSettings(Duration.ZERO, Duration.ZERO, STALE, 9, Duration.ZERO, Duration.ofSeconds(1)),
                Runnable::run,
                ticker);
        directory.listener.feedLive();

        without.findByLogin("alice");
        without.findByLogin("alice");

        assertThat(directory.asked).hasSize(2);
    }

    @Test
    void onlyLoginsShouldAskWhenTheirTtlIsZeroAndServeInAnOutage() {
        CachingIdentityProvider strict = new CachingIdentityProvider(
                directory,
                new CacheSettings(FOUND, Duration.ZERO, NOT_FOUND, STALE, 9, Duration.ZERO, Duration.ofSeconds(1)),
                Runnable::run,
                ticker);
        directory.listener.feedLive();

        strict.findByLogin("alice");
        strict.findByLogin("alice");
        strict.findByAddress(address("alice@d1.test"));
        strict.findByAddress(address("alice@d1.test"));
        assertThat(directory.asked).containsExactly("alice", "alice", "alice@d1.test");

        directory.down = true;
        assertThat(strict.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
    }

    @Test
    void everythingShouldBeForgottenWhenEverythingMayHaveChanged() {
        directory.listener.feedLive();
        remember("alice");

        directory.listener.everythingMayHaveChanged();
        cache.findByLogin("alice");

        assertThat(directory.asked).containsExactly("alice");
    }

    private void breakAfterADay() {
        directory.listener.feedLive();
        remember("alice");
        ticker.advance(Duration.ofDays(1));
        directory.listener.feedBroken("the connection broke");
    }

    @Test
    void answersShouldServeForTheirTtlFromThatMoment() {
        breakAfterADay();

        ticker.advance(FOUND.dividedBy(2));
        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));
        assertThat(directory.asked).isEmpty();

        ticker.advance(FOUND.dividedBy(2));
        cache.findByLogin("alice");
        assertThat(directory.asked).containsExactly("alice");
    }

    @Test
    void foundAnswerShouldServeStaleFromThatMomentAndNoLonger() {
        breakAfterADay();
        directory.down = true;

        ticker.advance(FOUND.plus(STALE).minusNanos(1));
        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.found(ALICE));

        ticker.advance(Duration.ofNanos(1));
        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void answerThatFoundNobodyShouldNotServeStale() {
        breakAfterADay();
        directory.down = true;

        ticker.advance(NOT_FOUND);

        assertThat(cache.findByLogin("nobody")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void answersOfTheFirstTimeShouldStayAsOldAsItsEndWhenTheFeedIsLiveAgain() {
        breakAfterADay();

        directory.listener.feedLive();
        ticker.advance(FOUND);
        cache.findByLogin("alice");

        assertThat(directory.asked).containsExactly("alice");
    }

    @Test
    void answersFromBeforeTheFeedShouldBeNoYoungerWhenItNeverCame() {
        remember("alice");

        ticker.advance(FOUND.minusNanos(1));
        directory.listener.feedBroken("no server");
        ticker.advance(Duration.ofNanos(1));
        cache.findByLogin("alice");

        assertThat(directory.asked).containsExactly("alice");
    }
}
