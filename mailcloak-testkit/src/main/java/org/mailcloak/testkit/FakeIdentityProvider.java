package org.mailcloak.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;

/**
 * A provider in memory that a test steers: accounts come and go, it can be unavailable, hold look-ups back, and counts
 * them. Logins are compared exactly. Safe for many threads.
 */
public final class FakeIdentityProvider implements IdentityProvider {

    private final List<Identity> identities = new ArrayList<>();
    private final List<MailGroup> groups = new ArrayList<>();
    private Optional<ChangeListener> listener = Optional.empty();
    private Optional<String> outage = Optional.empty();
    private boolean closed;
    private boolean holding;
    private int held;
    private int loginLookups;
    private int addressLookups;
    private int groupLookups;

    public FakeIdentityProvider(Identity... identities) {
        this.identities.addAll(List.of(identities));
    }

    @Override
    public synchronized Lookup findByLogin(String loginName) {
        loginLookups++;
        return answer(identity -> identity.loginName().equals(loginName));
    }

    @Override
    public synchronized Lookup findByAddress(EmailAddress address) {
        addressLookups++;
        return answer(identity -> identity.owns(address));
    }

    /** Whether a group was ever put. */
    @Override
    public synchronized boolean hasGroups() {
        return !groups.isEmpty();
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

    /** Adds a group with all its members, in place of one with the same id. The listener is not told. */
    public synchronized void put(MailGroup group) {
        groups.removeIf(other -> other.id().equals(group.id()));
        groups.add(group);
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        List<Identity> known;
        synchronized (this) {
            Lookup answer = answer(identity -> true);
            if (answer instanceof Lookup.Unavailable why) {
                return Scan.unavailable(why.reason());
            }
            known = List.copyOf(identities);
        }
        known.forEach(visitor::found);
        return Scan.complete();
    }

    @Override
    public synchronized void onChange(ChangeListener newListener) {
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

    /** Adds the account, in place of one with the same login name. The listener is not told. */
    public synchronized void put(Identity identity) {
        remove(identity.loginName());
        identities.add(identity);
    }

    /** Removes the account, if it is there. The listener is not told. */
    public synchronized void remove(String loginName) {
        identities.removeIf(identity -> identity.loginName().equals(loginName));
    }

    /** Tells the listener, if there is one, that everything may have changed. */
    public void reportChange() {
        report(ChangeListener::everythingMayHaveChanged);
    }

    /** Tells the listener, if there is one, of one identity. */
    public void reportChange(IdentityChange change) {
        report(told -> told.identityChanged(change));
    }

    /** Promises the listener, if there is one, that from here on every change is reported: by the test. */
    public void reportFeedLive() {
        report(ChangeListener::feedLive);
    }

    /** Tells the listener, if there is one, that changes may be missed. */
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

    private Lookup answer(Predicate<Identity> wanted) {
        return failure()
                .map(Lookup::unavailable)
                .orElseGet(() -> Lookup.of(identities.stream().filter(wanted).toList()));
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
