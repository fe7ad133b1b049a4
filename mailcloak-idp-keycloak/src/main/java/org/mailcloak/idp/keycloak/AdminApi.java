package org.mailcloak.idp.keycloak;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.mailcloak.http.Fields;
import org.mailcloak.http.HttpCall;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.http.HttpOutcome.Failed;
import org.mailcloak.http.HttpOutcome.Ok;
import org.mailcloak.http.HttpOutcome.Refused;
import org.mailcloak.http.JsonHttpClient;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.idp.Identity;

/** Keycloak's admin API, as far as it is needed. Everything but a good answer is an {@link UnavailableException}. */
final class AdminApi implements AutoCloseable {

    private final KeycloakSettings settings;
    private final JsonHttpClient http;
    private final AccessTokens tokens;
    private final RequestUrl realm;
    private final RequestUrl users;
    private final Criterion self;

    AdminApi(KeycloakSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.http = new JsonHttpClient(settings.http());
        this.tokens = new AccessTokens(
                new TokenEndpoint(http, settings, clock), clock, settings.http().callTimeout());
        this.realm = settings.base().path("admin", "realms", settings.realm());
        this.users = realm.path("users");
        this.self = new Criterion("username", Account.SERVICE_ACCOUNT_PREFIX + settings.clientId());
    }

    /**
     * The users that fit, with their attributes. An empty list means something only if {@link #confirmView} passes after
     * it: Keycloak shows one to everybody who may merely query.
     */
    List<Account> users(Criterion criterion) throws UnavailableException {
        return get(criterion.on(users), this::accounts);
    }

    /**
     * A part of the list of all users, with their attributes, in the order of their names. Service accounts are not in it.
     *
     * @param first how many users of the list are passed over
     */
    List<Account> page(long first, int size) throws UnavailableException {
        RequestUrl page = users.query("first", Long.toString(first))
                .query("max", Integer.toString(size))
                .query("briefRepresentation", "false");
        return get(page, this::accounts);
    }

    /** Passes if the service account may view users: it sees at least itself then. */
    void confirmView() throws UnavailableException {
        if (users(self).stream().noneMatch(Account::serviceAccount)) {
            throw new UnavailableException("the service account cannot see users: it needs the role view-users of the"
                    + " client realm-management");
        }
    }

    /**
     * Whether the user is disabled in Keycloak's own database. The filter looks there, while {@code enabled} in an answer
     * may also mean that the directory of a federated user is down.
     */
    boolean isStoredAsDisabled(Account account) throws UnavailableException {
        RequestUrl disabled =
                new Criterion("username", account.username()).on(users).query("enabled", "false");
        return get(disabled, this::accounts).stream()
                .anyMatch(stored -> stored.id().equals(account.id()));
    }

    /** Paths of the groups that the user is a direct member of, such as {@code /team/sales}. */
    Set<String> groups(Account account) throws UnavailableException {
        RequestUrl groups = users.path(account.id(), "groups").query("briefRepresentation", "true");
        return get(
                groups,
                body -> Fields.listOf(body).stream()
                        .map(group -> group.requiredText("path"))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The user of that id; empty if there is none. Believed if {@link #confirmView} passes after it. */
    Optional<Account> user(String id) throws UnavailableException {
        HttpOutcome<Account> outcome = outcome(users.path(id), body -> Account.of(Fields.of(body), settings));
        return isRefused(outcome, 404) ? Optional.empty() : Optional.of(valueOf(outcome));
    }

    /** What the realm records; empty if the service account may not see that. */
    Optional<EventsConfig> eventsConfig() throws UnavailableException {
        HttpOutcome<EventsConfig> outcome =
                outcome(realm.path("events", "config"), body -> EventsConfig.of(Fields.of(body)));
        return isRefused(outcome, 403) ? Optional.empty() : Optional.of(valueOf(outcome));
    }

    /** Of every type: a filter would miss users of a partial import. See {@link EventLog.Source}. */
    List<Event> adminEvents(long since, long first, int most, boolean oldestFirst) throws UnavailableException {
        return events(realm.path("admin-events"), Event::ofAdmin, since, first, most, oldestFirst);
    }

    /** @param types that the realm records */
    List<Event> userEvents(List<String> types, long since, long first, int most, boolean oldestFirst)
            throws UnavailableException {
        RequestUrl log = realm.path("events");
        for (String type : types) {
            log = log.query("type", type);
        }
        return events(log, Event::ofUser, since, first, most, oldestFirst);
    }

    private List<Event> events(
            RequestUrl log, Function<Fields, Event> shape, long since, long first, int most, boolean oldestFirst)
            throws UnavailableException {
        RequestUrl part = log.query("dateFrom", Long.toString(since))
                .query("first", Long.toString(first))
                .query("max", Integer.toString(most))
                .query("direction", oldestFirst ? "asc" : "desc");
        return get(part, body -> Fields.listOf(body).stream().map(shape).toList());
    }

    /** Gets a token, unless there is one. */
    void logIn() throws UnavailableException {
        tokens.get();
    }

    UserProfile userProfile() throws UnavailableException {
        return get(users.path("profile"), body -> UserProfile.of(Fields.of(body)));
    }

    private List<Account> accounts(JsonValue body) {
        return Fields.listOf(body).stream()
                .map(user -> Account.of(user, settings))
                .toList();
    }

    /** @throws UnavailableException if the account is one of another directory, and that is down */
    Identity identity(Account account, Set<String> groupNames) throws UnavailableException {
        if (account.mayBeDisabledByOutage() && !isStoredAsDisabled(account)) {
            throw new UnavailableException("the directory of the federated user " + account.id() + " is down");
        }
        return account.identity(groupNames);
    }

    <T> T get(RequestUrl url, Function<JsonValue, T> shape) throws UnavailableException {
        return valueOf(outcome(url, shape));
    }

    private static boolean isRefused(HttpOutcome<?> outcome, int status) {
        return outcome instanceof Refused<?> refused && refused.status() == status;
    }

    private <T> HttpOutcome<T> outcome(RequestUrl url, Function<JsonValue, T> shape) throws UnavailableException {
        AccessToken token = tokens.get();
        HttpOutcome<T> outcome = http.call(HttpCall.get(url.toUri(), token.value()), shape);
        if (outcome instanceof Refused<T> refused && refused.status() == 401) {
            AccessToken other = tokens.insteadOf(token);
            outcome = http.call(HttpCall.get(url.toUri(), other.value()), shape);
        }
        return outcome;
    }

    private static <T> T valueOf(HttpOutcome<T> outcome) throws UnavailableException {
        if (outcome instanceof Ok<T> ok) {
            return ok.value();
        }
        if (outcome instanceof Refused<T> refused) {
            String remedy = refused.status() == 403
                    ? " (the service account needs the role view-users of the client realm-management)"
                    : "";
            throw new UnavailableException(refused.reason() + remedy);
        }
        throw new UnavailableException(((Failed<T>) outcome).reason());
    }

    @Override
    public void close() {
        http.close();
    }
}
