package org.mailcloak.idp.keycloak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.polling.Polled;

/**
 * Reads the realm's events once a second, and tells the host of the users whom they concern. It never promises to hear of
 * every change: a directory behind Keycloak imports and removes users without an event, so does whoever writes to the
 * database or imports a realm; user events and admin events are switched on and off one by one. So answers keep their TTLs.
 *
 * <p>For one thread.
 */
final class EventReader implements Supplier<Polled> {

    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often is looked whether the realm records events. */
    private static final Duration CONFIG_AGE = Duration.ofMinutes(5);

    private static final int POLLS_OF_A_CONFIG = (int) CONFIG_AGE.dividedBy(PAUSE);

    private final KeycloakSettings settings;
    private final AdminApi api;
    private final ChangeListener host;
    private final List<EventLog> logs = new ArrayList<>();
    private Optional<EventsConfig> config = Optional.empty();
    private Optional<EventsConfig> followed = Optional.empty();
    private int pollsOfConfig;
    private String state = "";

    EventReader(KeycloakSettings settings, AdminApi api, ChangeListener host) {
        this.settings = settings;
        this.api = api;
        this.host = host;
    }

    /** Reads, or says why not. */
    @Override
    public Polled get() {
        try {
            Duration pause = read();
            return new Polled(pause, state);
        } catch (UnavailableException e) {
            config = Optional.empty();
            return new Polled(
                    PAUSE_AFTER_FAILURE,
                    "Keycloak's events cannot be read: " + e.reason()
                            + ". Changes take effect when answers are too old");
        }
    }

    /**
     * Reads once.
     *
     * @return how long to wait then
     */
    Duration read() throws UnavailableException {
        if (config.isEmpty() || pollsOfConfig >= POLLS_OF_A_CONFIG) {
            configure();
        }
        pollsOfConfig++;
        if (logs.isEmpty()) {
            config = Optional.empty();
            return CONFIG_AGE;
        }
        for (EventLog log : logs) {
            List<Event> fresh = log.read();
            tell(fresh);
            if (fresh.size() > EventLog.MOST) {
                log.skip();
            } else {
                log.keep(fresh);
            }
        }
        return PAUSE;
    }

    private void configure() throws UnavailableException {
        pollsOfConfig = 0;
        Optional<EventsConfig> now = api.eventsConfig();
        if (now.isEmpty()) {
            logs.clear();
            followed = Optional.empty();
            state = "Keycloak's events are not read: the service account lacks the role view-events of the client"
                    + " realm-management. Changes take effect when answers are too old";
            config = Optional.empty();
            return;
        }
        if (!now.equals(config)) {
            follow(now.get());
        }
        config = now;
    }

    private void follow(EventsConfig recorded) {
        // After a failure the logs go on where they were.
        if (!Optional.of(recorded).equals(followed)) {
            followed = Optional.of(recorded);
            logs.clear();
            if (recorded.adminEvents()) {
                logs.add(new EventLog(api::adminEvents));
            }
            if (!recorded.userEvents().isEmpty()) {
                logs.add(new EventLog((since, first, most, oldestFirst) ->
                        api.userEvents(recorded.userEvents(), since, first, most, oldestFirst)));
            }
        }
        String admins = recorded.adminEvents() ? "what administrators change" : "";
        String users = recorded.userEvents().isEmpty() ? "" : "what users change themselves";
        String both = admins + (admins.isEmpty() || users.isEmpty() ? "" : " and ") + users;
        state = both.isEmpty()
                ? "Realm " + settings.realm() + " records no events: changes take effect when answers are too old"
                : "The events of realm " + settings.realm() + " are read: " + both + " takes effect within seconds";
    }

    private void tell(List<Event> fresh) throws UnavailableException {
        if (fresh.size() > EventLog.MOST || fresh.stream().anyMatch(Event::everything)) {
            host.everythingMayHaveChanged();
            return;
        }
        Set<String> users = new LinkedHashSet<>();
        fresh.forEach(event -> event.user().ifPresent(users::add));
        for (String id : users) {
            tell(id);
        }
    }

    /** As look-ups see the user now, whatever the event says of it. */
    private void tell(String id) throws UnavailableException {
        Optional<Account> account = api.user(id);
        if (account.isEmpty()) {
            api.confirmView();
            host.identityChanged(IdentityChange.gone(id));
        } else if (account.get().mayBeDisabledByOutage()) {
            host.everythingMayHaveChanged();
        } else if (!account.get().serviceAccount()) {
            host.identityChanged(IdentityChange.to(
                    account.get().identity(settings.groups() ? api.groups(account.get()) : Set.of())));
        }
    }
}
