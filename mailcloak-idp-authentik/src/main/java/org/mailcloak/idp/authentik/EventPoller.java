package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads authentik's newest events every few seconds, as a hint: the host is told of the people whom they concern. It never
 * promises to hear of every change, for authentik records only what comes by a request to its server: not what its
 * synchronisations with directories, its blueprints, tasks and shell do. So answers keep their TTLs.
 *
 * <p>One daemon thread.
 */
final class EventPoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPoller.class);

    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** A permission that is missing is not asked for often. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Api api;
    private final Identities identities;
    private final ChangeListener host;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private Set<String> known = Set.of();
    private boolean begun;
    private String said = "";

    EventPoller(Api api, Identities identities, ChangeListener host) {
        this.api = api;
        this.identities = identities;
        this.host = host;
        this.thread = new Thread(this::run, "mailcloak-authentik-events");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The host is not called any more after this returns, unless it is the host that calls this. */
    @Override
    public void close() {
        stop.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = Duration.ZERO;
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pollWhateverHappens();
            }
        } catch (InterruptedException e) {
            LOG.warn("The reading of authentik's events was interrupted and ends");
        }
    }

    private Duration pollWhateverHappens() {
        try {
            poll();
            say("authentik's events are read: most changes take effect within seconds");
            return PAUSE;
        } catch (UnavailableException e) {
            say("authentik's events cannot be read: " + e.reason() + ". Changes take effect when answers are too old");
            return PAUSE_AFTER_FAILURE;
        } catch (RuntimeException | Error e) {
            say("authentik's events cannot be read, by a defect: " + e);
            LOG.error("Reading authentik's events", e);
            return PAUSE_AFTER_FAILURE;
        }
    }

    /** Once, until there is something else to say. */
    private void say(String text) {
        if (!text.equals(said)) {
            LOG.info(text);
        }
        said = text;
    }

    /** Reads once. At the first time there is nothing to tell: whatever is there was before. */
    void poll() throws UnavailableException {
        List<Event> newest = Answers.valueOf(api.events()).events();
        List<Event> fresh = newest.stream()
                .filter(event -> !known.contains(event.pk()))
                .filter(Event::isAboutObject)
                .toList();
        if (begun) {
            boolean gap = !newest.isEmpty()
                    && newest.size() == Api.PAGE_SIZE
                    && newest.stream().noneMatch(event -> known.contains(event.pk()));
            tell(fresh, gap);
        }
        begun = true;
        known = new LinkedHashSet<>(newest.stream().map(Event::pk).toList());
    }

    /** @param gap whether there may be more than what was read */
    private void tell(List<Event> fresh, boolean gap) throws UnavailableException {
        if (gap || fresh.stream().anyMatch(EventPoller::mayChangeMany)) {
            host.everythingMayHaveChanged();
            return;
        }
        Set<String> people = new LinkedHashSet<>();
        fresh.stream().filter(event -> event.model().equals("user")).forEach(event -> people.add(event.object()));
        for (String pk : people) {
            tell(pk);
        }
    }

    /** Nobody knows whose number a deleted user's was; and many people are in a group. */
    private static boolean mayChangeMany(Event event) {
        boolean written = event.action().equals(Event.UPDATED) || event.action().equals(Event.CREATED);
        return event.model().equals("group") || (event.model().equals("user") && !written);
    }

    private void tell(String pk) throws UnavailableException {
        if (!pk.matches("\\d{1,18}")) {
            host.everythingMayHaveChanged();
            return;
        }
        HttpOutcome<User> answer = api.person(Long.parseLong(pk));
        if (answer instanceof HttpOutcome.Refused<User> gone && gone.status() == 404) {
            host.everythingMayHaveChanged();
            return;
        }
        User user = Answers.valueOf(answer);
        if (user.isPerson()) {
            host.identityChanged(IdentityChange.to(identities.of(user)));
        }
    }
}
