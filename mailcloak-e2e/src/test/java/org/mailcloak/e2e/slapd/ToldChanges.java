package org.mailcloak.e2e.slapd;

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
public final class ToldChanges implements ChangeListener {

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

    public synchronized List<String> all() {
        return List.copyOf(told);
    }

    public synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    public synchronized boolean isLive() {
        return live;
    }

    public synchronized void forget() {
        told.clear();
    }

    public void await(String what, Predicate<ToldChanges> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(this));
    }

    public void await(String wanted) {
        await(wanted, told -> told.all().contains(wanted));
    }
}
