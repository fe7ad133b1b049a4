package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.polling.Polled;

/**
 * Reads authentik's newest events every few seconds, as a hint: the host is told of the people whom they concern. It never
 * promises to hear of every change, for authentik records only what comes by a request to its server: not what its
 * synchronisations with directories, its blueprints, tasks and shell do. So answers keep their TTLs.
 *
 * <p>For one thread.
 */
final class EventReader implements Supplier<Polled> {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** A permission that is missing is not asked for often. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Api api;
    private final Identities identities;
    private final ChangeListener host;
    private Set<String> known = Set.of();
    private boolean begun;

    EventReader(Api api, Identities identities, ChangeListener host) {
        this.api = api;
        this.identities = identities;
        this.host = host;
    }

    /** Reads, or says why not. */
    @Override
    public Polled get() {
        try {
            read();
            return new Polled(PAUSE, "authentik's events are read: most changes take effect within seconds");
        } catch (UnavailableException e) {
            return new Polled(
                    PAUSE_AFTER_FAILURE,
                    "authentik's events cannot be read: " + e.reason()
                            + ". Changes take effect when answers are too old");
        }
    }

    /** Reads once. At the first time there is nothing to tell: whatever is there was before. */
    void read() throws UnavailableException {
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
        if (gap || fresh.stream().anyMatch(EventReader::mayChangeMany)) {
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
