package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.polling.PollResult;
import org.mailcloak.polling.Stubborn;

/**
 * A poller that reads authentik's newest events every few seconds, as a hint, and notifies the host of the people whom
 * they concern. It never promises to report every change, for authentik records only what comes by a request to its
 * server: not what its synchronisations with directories, its blueprints, tasks and shell do. So answers keep their
 * TTLs.
 *
 * <p>For one thread.
 */
final class AuthentikEventPoller implements Supplier<PollResult> {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** A permission that is missing is not asked for often. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final AuthentikApiClient api;
    private final AccountMapper accounts;
    private final ChangeListener host;
    private Set<String> known = Set.of();
    private boolean begun;
    private final Stubborn stubborn = new Stubborn();

    AuthentikEventPoller(AuthentikApiClient api, AccountMapper accounts, ChangeListener host) {
        this.api = api;
        this.accounts = accounts;
        this.host = host;
    }

    /** Reads, or says why not. */
    @Override
    public PollResult get() {
        try {
            read();
            return new PollResult(PAUSE, "authentik's events are read: most changes take effect within seconds");
        } catch (AuthentikUnavailableException e) {
            return new PollResult(
                    PAUSE_AFTER_FAILURE,
                    "authentik's events cannot be read: " + e.reason()
                            + ". Changes take effect when answers are too old");
        }
    }

    /** Reads once. The first time there is nothing to report: the events are older than the poller. */
    void read() throws AuthentikUnavailableException {
        List<AuthentikEvent> newest = Responses.valueOf(api.events()).events();
        List<AuthentikEvent> fresh = newest.stream()
                .filter(event -> !known.contains(event.pk()))
                .filter(AuthentikEvent::isAboutObject)
                .toList();
        if (begun) {
            boolean gap = !newest.isEmpty()
                    && newest.size() == AuthentikApiClient.PAGE_SIZE
                    && newest.stream().noneMatch(event -> known.contains(event.pk()));
            tell(fresh, gap);
        }
        begun = true;
        known = new LinkedHashSet<>(newest.stream().map(AuthentikEvent::pk).toList());
    }

    /** @param gap whether there may be more than what was read */
    private void tell(List<AuthentikEvent> fresh, boolean gap) throws AuthentikUnavailableException {
        if (gap || fresh.stream().anyMatch(AuthentikEventPoller::mayChangeMany)) {
            host.everythingMayHaveChanged();
            return;
        }
        Set<String> people = new LinkedHashSet<>();
        fresh.stream().filter(event -> event.model().equals("user")).forEach(event -> people.add(event.object()));
        for (String pk : people) {
            tell(pk);
        }
    }

    /**
     * Returns whether the event may concern many people. It does not say which account had the number of a deleted
     * user, and many people are in a group.
     */
    private static boolean mayChangeMany(AuthentikEvent event) {
        boolean written =
                event.action().equals(AuthentikEvent.UPDATED) || event.action().equals(AuthentikEvent.CREATED);
        return event.model().equals("group") || (event.model().equals("user") && !written);
    }

    private void tell(String pk) throws AuthentikUnavailableException {
        if (!pk.matches("\\d{1,18}")) {
            host.everythingMayHaveChanged();
            return;
        }
        HttpOutcome<AuthentikUser> answer = api.person(Long.parseLong(pk));
        if (answer instanceof HttpOutcome.Refused<AuthentikUser> gone && gone.status() == 404) {
            host.everythingMayHaveChanged();
            return;
        }
        try {
            AuthentikUser user = Responses.valueOf(answer);
            if (user.isPerson()) {
                host.accountChanged(AccountChange.to(accounts.of(user)));
            }
            stubborn.forget();
        } catch (AuthentikUnavailableException unreadable) {
            if (!unreadable.mayConcernOneOnly() || !stubborn.failedTooOften(pk)) {
                throw unreadable;
            }
            // It would be read again and again, and nothing after it.
            host.everythingMayHaveChanged();
        }
    }
}
