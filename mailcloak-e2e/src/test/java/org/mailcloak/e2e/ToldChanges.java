package org.mailcloak.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;

/**
 * What a provider tells of changes: {@code live}, {@code broken}, {@code everything}, {@code groups}, {@code gone}, or the login name and
 * the state of whoever changed. Safe for many threads.
 */
final class ToldChanges implements ChangeListener {

    private final List<String> told = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean live;

    @Override
    public synchronized void everythingMayHaveChanged() {
        told.add("everything");
    }

    @Override
    public synchronized void accountChanged(AccountChange change) {
        told.add(change.now().map(ToldChanges::text).orElse("gone"));
    }

    @Override
    public synchronized void groupsChanged() {
        told.add("groups");
    }

    @Override
    public synchronized void feedLive() {
        live = true;
        told.add("live");
    }

    @Override
    public synchronized void feedBroken(String reason) {
        live = false;
        told.add("broken");
        reasons.add(reason);
    }

    private static String text(Account account) {
        return account.loginName() + " " + account.state();
    }

    synchronized List<String> all() {
        return List.copyOf(told);
    }

    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    synchronized boolean isLive() {
        return live;
    }

    synchronized void forget() {
        told.clear();
    }

    void await(String what, Predicate<ToldChanges> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(this));
    }

    void await(String wanted) {
        await(wanted, told -> told.all().contains(wanted));
    }
}
