package org.mailcloak.idp.keycloak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.polling.PollResult;
import org.mailcloak.polling.Stubborn;

/**
 * A poller that reads the realm's events once a second, and notifies the host of the users whom they concern. It never
 * promises to report every change. A directory behind Keycloak imports and removes users without an event, and so does
 * a program that writes to the database or imports a realm. User events and admin events are switched on and off one by
 * one. So answers keep their TTLs.
 *
 * <p>For one thread.
 */
final class KeycloakEventPoller implements Supplier<PollResult> {

    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often is looked whether the realm records events. */
    private static final Duration CONFIG_AGE = Duration.ofMinutes(5);

    private static final int POLLS_OF_A_CONFIG = (int) CONFIG_AGE.dividedBy(PAUSE);

    /** What the columns of Keycloak's database hold, in characters. */
    private static final int MOST_OF_AN_ID = 255;

    private final KeycloakSettings settings;
    private final KeycloakApiClient api;
    private final ChangeListener host;
    private final List<EventLog> logs = new ArrayList<>();
    private Optional<EventsConfig> config = Optional.empty();
    private Optional<EventsConfig> followed = Optional.empty();
    private int pollsOfConfig;
    private String state = "";
    private final Stubborn stubborn = new Stubborn();

    KeycloakEventPoller(KeycloakSettings settings, KeycloakApiClient api, ChangeListener host) {
        this.settings = settings;
        this.api = api;
        this.host = host;
    }

    /** Reads, or says why not. */
    @Override
    public PollResult get() {
        try {
            Duration pause = read();
            return new PollResult(pause, state);
        } catch (KeycloakUnavailableException e) {
            config = Optional.empty();
            return new PollResult(
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
    Duration read() throws KeycloakUnavailableException {
        if (config.isEmpty() || pollsOfConfig >= POLLS_OF_A_CONFIG) {
            configure();
        }
        pollsOfConfig++;
        if (logs.isEmpty()) {
            config = Optional.empty();
            return CONFIG_AGE;
        }
        for (EventLog log : logs) {
            List<KeycloakEvent> fresh = log.read();
            tell(fresh);
            if (fresh.size() > EventLog.MOST) {
                log.skip();
            } else {
                log.keep(fresh);
            }
        }
        return PAUSE;
    }

    private void configure() throws KeycloakUnavailableException {
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
                logs.add(new EventLog(api::adminEvents, System::currentTimeMillis));
            }
            if (!recorded.userEvents().isEmpty()) {
                logs.add(new EventLog(
                        (since, first, most, oldestFirst) ->
                                api.userEvents(recorded.userEvents(), since, first, most, oldestFirst),
                        System::currentTimeMillis));
            }
        }
        String admins = recorded.adminEvents() ? "what administrators change" : "";
        String users = recorded.userEvents().isEmpty() ? "" : "what users change themselves";
        String both = admins + (admins.isEmpty() || users.isEmpty() ? "" : " and ") + users;
        state = both.isEmpty()
                ? "Realm " + settings.realm() + " records no events: changes take effect when answers are too old"
                : "The events of realm " + settings.realm() + " are read: " + both + " takes effect within seconds";
    }

    private void tell(List<KeycloakEvent> fresh) throws KeycloakUnavailableException {
        if (fresh.size() > EventLog.MOST || fresh.stream().anyMatch(KeycloakEvent::everything)) {
            host.everythingMayHaveChanged();
            return;
        }
        Set<String> users = new LinkedHashSet<>();
        fresh.forEach(event -> event.user().ifPresent(users::add));
        for (String id : users) {
            tell(id);
        }
    }

    /** Reports the user as look-ups see it now, regardless of the content of the event. */
    private void tell(String id) throws KeycloakUnavailableException {
        if (!isId(id)) {
            host.everythingMayHaveChanged();
            return;
        }
        try {
            tellUser(id);
            stubborn.forget();
        } catch (KeycloakUnavailableException unreadable) {
            if (!unreadable.mayConcernOneOnly() || !stubborn.failedTooOften(id)) {
                throw unreadable;
            }
            // It would be read again and again, and nothing after it.
            host.everythingMayHaveChanged();
        }
    }

    /** What Keycloak gives out, and what stands in the place of an id by mistake or by design: dots, a path, a novel. */
    private static boolean isId(String id) {
        return id.length() <= MOST_OF_AN_ID
                && !id.chars().allMatch(c -> c == '.')
                && id.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    }

    private void tellUser(String id) throws KeycloakUnavailableException {
        Optional<KeycloakUser> account = api.user(id);
        if (account.isEmpty()) {
            api.confirmView();
            host.accountChanged(AccountChange.gone(id));
        } else if (account.get().mayBeDisabledByOutage()) {
            host.everythingMayHaveChanged();
        } else if (!account.get().serviceAccount()) {
            host.accountChanged(AccountChange.to(account.get().account()));
        }
    }
}
