package org.mailcloak.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;

/**
 * A provider in memory that a test steers: accounts come and go, it can be unavailable, hold look-ups back, and counts
 * them. Logins are compared exactly. Safe for many threads.
 */
public final class FakeIdentityProvider implements IdentityProvider, GroupDirectory, AccountScanner, ChangeFeed {

    private final List<Account> accounts = new ArrayList<>();
    private final List<MailGroup> groups = new ArrayList<>();
    private Optional<ChangeListener> listener = Optional.empty();
    private Optional<String> outage = Optional.empty();
    private boolean closed;
    private boolean holding;
    private int held;
    private int loginLookups;
    private int addressLookups;
    private int groupLookups;

    public FakeIdentityProvider(Account... accounts) {
        this.accounts.addAll(List.of(accounts));
    }

    @Override
    public synchronized LookupResult findByLogin(String loginName) {
        loginLookups++;
        return answer(account -> account.loginName().equals(loginName));
    }

    @Override
    public synchronized LookupResult findByAddress(EmailAddress address) {
        addressLookups++;
        return answer(account -> account.owns(address));
    }

    /** Whether a group was ever put. */
    @Override
    public synchronized Optional<GroupDirectory> groups() {
        return groups.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return Optional.of(this);
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(this);
    }

    @Override
    public synchronized GroupLookup findGroupByAddress(EmailAddress address) {
        groupLookups++;
        Optional<String> failure = failure();
        if (failure.isPresent()) {
            return GroupLookup.unavailable(failure.get());
        }
        List<MailGroup> found =
                groups.stream().filter(group -> group.address().equals(address)).toList();
        return switch (found.size()) {
            case 0 -> GroupLookup.notFound();
            case 1 -> GroupLookup.found(found.get(0));
            default -> GroupLookup.broken(found.size() + " groups have the address " + address);
        };
    }

    /** Adds a group with all its members, in place of one with the same id. The listener is not notified. */
    public synchronized void put(MailGroup group) {
        groups.removeIf(other -> other.id().equals(group.id()));
        groups.add(group);
    }

    /** Fails while the provider is down or closed. Neither counted nor held back. */
    @Override
    public synchronized Probe probe() {
        return (closed ? Optional.of("The provider is closed") : outage)
                .map(Probe::failed)
                .orElseGet(Probe::passed);
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        List<Account> known;
        synchronized (this) {
            LookupResult answer = answer(account -> true);
            if (answer instanceof LookupResult.Unavailable why) {
                return ScanResult.unavailable(why.reason());
            }
            known = List.copyOf(accounts);
        }
        known.forEach(visitor::found);
        return ScanResult.complete();
    }

    @Override
    public synchronized void subscribe(ChangeListener newListener) {
        listener = Optional.of(newListener);
    }

    /** Ends held look-ups as unavailable. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Adds the account, in place of one with the same login name. The listener is not notified. */
    public synchronized void put(Account account) {
        remove(account.loginName());
        accounts.add(account);
    }

    /** Removes the account, if it is there. The listener is not notified. */
    public synchronized void remove(String loginName) {
        accounts.removeIf(account -> account.loginName().equals(loginName));
    }

    /** Reports to the listener, if there is one, that everything may have changed. */
    public void reportChange() {
        report(ChangeListener::everythingMayHaveChanged);
    }

    /** Reports a change of one account to the listener, if there is one. */
    public void reportChange(AccountChange change) {
        report(told -> told.accountChanged(change));
    }

    /** Promises the listener, if there is one, that from here on every change is reported: by the test. */
    public void reportFeedLive() {
        report(ChangeListener::feedLive);
    }

    /** Reports to the listener, if there is one, that changes may be missed. */
    public void reportFeedBroken(String reason) {
        report(told -> told.feedBroken(reason));
    }

    private void report(Consumer<ChangeListener> report) {
        Optional<ChangeListener> current;
        synchronized (this) {
            current = listener;
        }
        current.ifPresent(report);
    }

    /** Every look-up is unavailable for this reason, until {@link #comeBack}. */
    public synchronized void goDown(String reason) {
        outage = Optional.of(reason);
    }

    public synchronized void comeBack() {
        outage = Optional.empty();
    }

    /** Look-ups block from now on, until {@link #releaseLookups} or {@link #close}. */
    public synchronized void holdLookups() {
        holding = true;
    }

    public synchronized void releaseLookups() {
        holding = false;
        notifyAll();
    }

    /** Waits until this many look-ups are held at once. */
    public synchronized void awaitHeldLookups(int count) throws InterruptedException {
        while (held < count) {
            wait();
        }
    }

    /** How many look-ups by login were begun. */
    public synchronized int loginLookups() {
        return loginLookups;
    }

    /** How many look-ups by address were begun. */
    public synchronized int addressLookups() {
        return addressLookups;
    }

    /** How many look-ups of groups were begun. */
    public synchronized int groupLookups() {
        return groupLookups;
    }

    private Optional<String> failure() {
        try {
            passGate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Interrupted");
        }
        return closed ? Optional.of("The provider is closed") : outage;
    }

    private LookupResult answer(Predicate<Account> wanted) {
        return failure()
                .map(LookupResult::unavailable)
                .orElseGet(
                        () -> LookupResult.of(accounts.stream().filter(wanted).toList()));
    }

    private synchronized void passGate() throws InterruptedException {
        held++;
        notifyAll();
        try {
            while (holding && !closed) {
                wait();
            }
        } finally {
            held--;
        }
    }
}
