package org.mailcloak.mirror;

import static org.mailcloak.mirror.ListedProvider.address;
import static org.mailcloak.mirror.ListedProvider.logins;
import static org.mailcloak.mirror.ListedProvider.person;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.mailcloak.idp.Account;

/** A mirror of a provider with two people, which scans when it is told to, and its clock. */
abstract class MirrorOfTwo {

    static final Duration SCAN = Duration.ofMinutes(5);
    static final Duration STALE = Duration.ofHours(1);
    static final Account ALICE = person("alice", "alice@d1.test", "a.liddell@d1.test", "info@d1.test");
    static final Account BOB = person("bob", "bob@d1.test", "info@d1.test");

    final AtomicLong nanos = new AtomicLong();
    final ListedProvider provider = new ListedProvider(ALICE, BOB);
    final Mirror mirror = new Mirror(provider, new MirrorSettings(SCAN, STALE), Runnable::run, nanos::get);

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** The pause is over. */
    void nextScan() {
        pass(SCAN);
        mirror.tick();
    }

    String login(String name) {
        return logins(mirror.findByLogin(name));
    }

    String owners(String address) {
        return logins(mirror.findByAddress(address(address)));
    }
}
