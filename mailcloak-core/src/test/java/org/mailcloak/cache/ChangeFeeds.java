package org.mailcloak.cache;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;

/** A cache before a provider that reports changes, and the time. */
abstract class ChangeFeeds {

    static final Duration FOUND = Duration.ofSeconds(120);
    static final Duration NOT_FOUND = Duration.ofSeconds(30);
    static final Duration STALE = Duration.ofHours(1);
    static final Account ALICE = account("1", "alice");
    static final Account BOB = account("2", "bob");

    final ManualTicker ticker = new ManualTicker();
    final ReportingDirectory directory = new ReportingDirectory(ALICE, BOB);
    final CachingIdentityProvider cache = cache(Runnable::run);

    CachingIdentityProvider cache(Executor executor) {
        return new CachingIdentityProvider(
                directory,
                new CacheSettings(FOUND, NOT_FOUND, STALE, 1000, Duration.ofMillis(1), Duration.ofMillis(1)),
                executor,
                ticker);
    }

    static Account account(String id, String login, String... aliases) {
        Set<EmailAddress> addresses =
                Set.copyOf(Stream.of(aliases).map(ChangeFeeds::address).toList());
        return Account.builder(id, login)
                .primaryAddress(address(login + "@d1.test"))
                .aliasAddresses(addresses)
                .build();
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** Asks, and forgets that it did. */
    void remember(String... logins) {
        Stream.of(logins).forEach(cache::findByLogin);
        directory.asked.clear();
    }
}
