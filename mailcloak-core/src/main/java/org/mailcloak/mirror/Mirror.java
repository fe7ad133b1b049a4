package org.mailcloak.mirror;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.LookupResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source of answers for all accounts of a provider from memory, also for those that do not exist.
 *
 * <ul>
 *   <li>It is read by full scans: the first at once, others after a pause, and one as soon as everything may have changed.
 *   <li>Between them it follows the changes that the provider reports. What is reported while a scan is under way goes
 *       before what the scan reports. What was reported before a scan and is otherwise in it is asked for until the next
 *       scan.
 *   <li>An account that is missing from a scan is asked for at the provider until the next scan. If very many are
 *       missing, they are asked for until it is sure (see {@link MassDeletionGuard}), and serve while the provider is
 *       unavailable, by the age of the last scan that had them.
 *   <li>Before the first scan, after everything may have changed, and when scans fail, it does not answer: then the
 *       cache does, and the provider. While that is unavailable too, accounts that were read still serve for a time;
 *       that an account does not exist is never said then, for it would refuse mail for good because of an outage.
 * </ul>
 *
 * <p>Look-ups take no lock and never block. The host calls {@link #tick} every second or so.
 */
public final class Mirror implements ChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    /** More reports than that since a scan: it is cheaper to scan again, and asking is no worse until then. */
    private static final int MOST_REPORTS = 1_000;

    /** A failed scan is tried again after that, unless scans are more frequent. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(60);

    /** No scan begins sooner after one that failed, for any reason. */
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    /** After a scan the provider is left in peace for so many times as long as it took. */
    private static final int REST = 3;

    private final AccountScanner scanner;
    private final MirrorSettings settings;
    private final Executor executor;
    private final Ticker ticker;
    private final Reconciliation reconciliation;
    private volatile MirrorState view = MirrorState.nothing();
    private long reports;
    private long voidedAt;
    private boolean live;
    private long liveSince;
    private boolean scanning;
    private boolean wanted = true;
    private long restUntil;
    private long nextAt;

    /**
     * @param scanner reads the accounts; its provider stays the caller's
     * @param executor runs the scans, one at a time; each may take minutes
     * @param ticker nanoseconds of a monotonic clock
     */
    public Mirror(AccountScanner scanner, MirrorSettings settings, Executor executor, Ticker ticker) {
        this.scanner = requireNonNull(scanner, "scanner");
        this.settings = requireNonNull(settings, "settings");
        this.executor = requireNonNull(executor, "executor");
        this.ticker = requireNonNull(ticker, "ticker");
        this.reconciliation = new Reconciliation(scanner, ticker);
        this.restUntil = ticker.read();
        this.nextAt = restUntil;
    }

    /** Returns the account that logs in with that name, or that none does; empty: the provider has to be asked. */
    public Optional<LookupResult> findByLogin(String loginName) {
        MirrorState now = view;
        return now.isCurrent(ticker.read()) ? now.byLogin(scanner.loginKey(loginName)) : Optional.empty();
    }

    /** Returns the accounts that have that address, or that none has; empty: the provider has to be asked. */
    public Optional<LookupResult> findByAddress(EmailAddress address) {
        MirrorState now = view;
        return now.isCurrent(ticker.read()) ? now.byAddress(address) : Optional.empty();
    }

    /**
     * Returns the account that had that name when it was last known; for use while the provider is unavailable. Never
     * says that no account has it.
     */
    public Optional<LookupResult> recallByLogin(String loginName) {
        return view.staleByLogin(scanner.loginKey(loginName), ticker.read());
    }

    /**
     * Returns the accounts that had that address when it was last known; for use while the provider is unavailable.
     * Never says that no account has it.
     */
    public Optional<LookupResult> recallByAddress(EmailAddress address) {
        return view.staleByAddress(address, ticker.read());
    }

    /** Whether every change since it was read has been reported, so that it does not age. */
    public boolean isWatched() {
        return view.watched();
    }

    /** Starts a scan if one is due. To be called often; returns at once. */
    public void tick() {
        if (takeTurn()) {
            try {
                executor.execute(this::scan);
            } catch (RejectedExecutionException closing) {
                endTurn();
            }
        }
    }

    /** Believes the next scan, with any accounts missing from it; it begins with the next {@link #tick}. */
    public synchronized void believeNextScan() {
        reconciliation.believeNext();
        wanted = true;
        restUntil = ticker.read();
    }

    @Override
    public synchronized void everythingMayHaveChanged() {
        reports++;
        voidedAt = reports;
        wanted = true;
        view = view.voided();
    }

    /** It is kept while nothing is answered too: a list that is read later may lack the account. */
    @Override
    public synchronized void accountChanged(AccountChange change) {
        reports++;
        ChangeOverlay next = view.reported().with(change, reports, scanner::loginKey);
        if (next.size() > MOST_REPORTS) {
            view = view.with(next.forgetting(reports));
            everythingMayHaveChanged();
        } else {
            view = view.with(next);
        }
    }

    /** Of groups nothing is read here. */
    @Override
    public void groupsChanged() {}

    /** What was read before the feed was live may lack changes from before: it is read once more. */
    @Override
    public synchronized void feedLive() {
        live = true;
        liveSince = ticker.read();
        wanted = true;
    }

    @Override
    public synchronized void feedBroken(String reason) {
        live = false;
        Duration current = settings.currentFor(reconciliation.lastTook());
        view = view.unwatched(
                ticker.read(),
                current.toNanos(),
                current.plus(settings.staleTtl()).toNanos());
    }

    /** What it holds, and has done. */
    public synchronized MirrorStatistics statistics() {
        MirrorState now = view;
        return reconciliation.statistics(
                now.isCurrent(ticker.read()), now.content(), now.reported().size());
    }

    private synchronized boolean takeTurn() {
        long now = ticker.read();
        boolean due = now - restUntil >= 0 && (wanted || now - nextAt >= 0);
        if (scanning || !due) {
            return false;
        }
        scanning = true;
        return true;
    }

    private synchronized void endTurn() {
        scanning = false;
    }

    private void scan() {
        try {
            Before before = before();
            adopt(reconciliation.scan(before.state(), id -> view.reported().isGone(id)), before);
        } catch (RuntimeException | Error defect) {
            LOG.error("The accounts were not read, by a defect in Mailcloak; trying again", defect);
            rest(REST_AFTER_FAILURE, TRY_AGAIN);
        } finally {
            endTurn();
        }
    }

    /**
     * What was when a scan began.
     *
     * @param reports the number of the last report that it has seen
     */
    private record Before(MirrorState state, long reports, long began) {}

    private synchronized Before before() {
        wanted = false;
        return new Before(view, reports, ticker.read());
    }

    private synchronized void adopt(Reconciliation.Result result, Before before) {
        Duration took = reconciliation.lastTook();
        if (result.content().isEmpty()) {
            rest(REST_AFTER_FAILURE, TRY_AGAIN.compareTo(settings.scanEvery()) < 0 ? TRY_AGAIN : settings.scanEvery());
            return;
        }
        Duration current = settings.currentFor(took);
        view = new MirrorState(
                result.content().get(),
                view.reported().since(before.reports(), result.doubts()),
                result.kept(),
                voidedAt <= before.reports(),
                live && before.began() - liveSince >= 0,
                before.began() + current.toNanos(),
                before.began() + current.plus(settings.staleTtl()).toNanos());
        rest(took.multipliedBy(REST), settings.scanEvery());
    }

    /** @param next when a scan is due without any reason */
    private synchronized void rest(Duration rest, Duration next) {
        restUntil = ticker.read() + rest.toNanos();
        nextAt = ticker.read() + next.toNanos();
    }
}
