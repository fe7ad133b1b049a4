package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.logins;
import static org.mailcloak.mirror.ListedProvider.person;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How old what was read may become while the provider reports every change, and when that ends. */
class MirrorFeedTest {

    private static final Duration SCAN = Duration.ofMinutes(5);

    /** A monotonic clock begins anywhere, and may come to its end. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

    private final ListedProvider provider = new ListedProvider(person("alice", "alice@d1.test"));
    private final Mirror mirror =
            new Mirror(provider, new MirrorSettings(SCAN, Duration.ofHours(1)), Runnable::run, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private String login(String name) {
        return logins(mirror.findByLogin(name));
    }

    @Test
    void contentShouldNotAgeWhenTheFeedWasLiveBeforeItWasRead() {
        mirror.feedLive();
        mirror.tick();
        pass(Duration.ofDays(30));

        assertThat(login("alice")).isEqualTo("alice");
        assertThat(login("nobody")).isEqualTo("nobody");
    }

    @Test
    void contentShouldBeReadAgainWhenTheFeedBecomesLive() {
        mirror.tick();
        mirror.feedLive();
        mirror.tick();

        assertThat(provider.scans).isEqualTo(2);
    }

    @Test
    void contentShouldAgeFromThenOnWhenTheFeedBreaks() {
        mirror.feedLive();
        mirror.tick();
        pass(Duration.ofDays(30));
        mirror.feedBroken("the connection broke");
        assertThat(login("nobody")).isEqualTo("nobody");

        pass(SCAN.multipliedBy(2));

        assertThat(login("nobody")).isEqualTo("ask");
        assertThat(logins(mirror.recallByLogin("alice"))).isEqualTo("alice");
    }

    @Test
    void contentShouldAgeWhenTheFeedBecameLiveOnlyWhileItWasRead() {
        provider.afterList = () -> {
            pass(Duration.ofNanos(1));
            mirror.feedLive();
        };
        mirror.tick();
        pass(SCAN.multipliedBy(2).plusSeconds(1));

        assertThat(mirror.isWatched()).isFalse();
        assertThat(login("nobody")).isEqualTo("ask");
    }

    @Test
    void contentShouldAgeWhenItWasReadAfterTheFeedBroke() {
        mirror.feedLive();
        mirror.tick();
        mirror.feedBroken("the connection broke");
        pass(SCAN);
        mirror.tick();
        assertThat(login("nobody")).isEqualTo("nobody");

        pass(SCAN.multipliedBy(2));

        assertThat(login("nobody")).isEqualTo("ask");
    }

    @Test
    void contentShouldGetNoYoungerWhenAFeedBreaksThatNeverWasLive() {
        mirror.tick();
        pass(SCAN);
        mirror.feedBroken("no server");
        pass(SCAN);

        assertThat(login("nobody")).isEqualTo("ask");
    }
}
