package org.mailcloak.idp.keycloak;

import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.mailcloak.http.HttpCall;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.http.HttpOutcome.Failed;
import org.mailcloak.http.HttpOutcome.Ok;
import org.mailcloak.http.HttpOutcome.Refused;
import org.mailcloak.http.JsonHttpClient;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.http.UnexpectedBodyException;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.Secret;

/** Keycloak's admin API, as far as it is needed. Everything but a good answer is a {@link KeycloakUnavailableException}. */
final class KeycloakApiClient implements AutoCloseable {

    private final KeycloakSettings settings;
    private final JsonHttpClient http;
    private final AccessTokens tokens;
    private final RequestUrl realm;
    private final RequestUrl users;
    private final KeycloakUserQuery self;

    KeycloakApiClient(KeycloakSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.http = new JsonHttpClient(settings.http());
        this.tokens = new AccessTokens(
                new TokenEndpoint(http, settings, clock), clock, settings.http().callTimeout());
        this.realm = settings.base().path("admin", "realms", settings.realm());
        this.users = realm.path("users");
        this.self = new KeycloakUserQuery("username", KeycloakUser.SERVICE_ACCOUNT_PREFIX + settings.clientId());
    }

    /**
     * Returns the users that fit, with their attributes. An empty list means something only if {@link #confirmView}
     * passes after it: Keycloak shows one to every client that may merely query.
     */
    List<KeycloakUser> users(KeycloakUserQuery criterion) throws KeycloakUnavailableException {
        return get(criterion.on(users), body -> accounts(body, criterion));
    }

    /**
     * A part of the list of all users, with their attributes, in the order of their names. Service accounts are not in it.
     *
     * @param first how many users of the list are passed over
     */
    List<KeycloakUser> page(long first, int size) throws KeycloakUnavailableException {
        RequestUrl page = users.query("first", Long.toString(first))
                .query("max", Integer.toString(size))
                .query("briefRepresentation", "false");
        return page(page, this::accounts);
    }

    /** Passes if the service account may view users: it sees at least itself then. */
    void confirmView() throws KeycloakUnavailableException {
        if (users(self).stream().noneMatch(account -> account.isNamed(self.value()))) {
            throw new KeycloakUnavailableException(
                    "the service account cannot see users: it needs the role view-users of the"
                            + " client realm-management");
        }
    }

    /**
     * Whether the user is disabled in Keycloak's own database. The filter looks there, while {@code enabled} in an answer
     * may also mean that the directory of a federated user is down.
     */
    boolean isStoredAsDisabled(KeycloakUser account) throws KeycloakUnavailableException {
        KeycloakUserQuery named = new KeycloakUserQuery("username", account.username());
        RequestUrl disabled = named.on(users).query("enabled", "false");
        return get(disabled, body -> accounts(body, named)).stream()
                .anyMatch(stored -> stored.id().equals(account.id()));
    }

    /** The user of that id; empty if there is none. Believed if {@link #confirmView} passes after it. */
    Optional<KeycloakUser> user(String id) throws KeycloakUnavailableException {
        HttpOutcome<KeycloakUser> outcome = outcome(HttpCall::get, users.path(id), body -> {
            KeycloakUser account = KeycloakUser.of(JsonObjectReader.of(body), settings);
            if (!account.id().equals(id)) {
                throw new UnexpectedBodyException("expected the user that was asked for, found another one");
            }
            return account;
        });
        return isRefused(outcome, 404) ? Optional.empty() : Optional.of(valueOf(outcome));
    }

    /** What the realm records; empty if the service account may not see that. */
    Optional<EventsConfig> eventsConfig() throws KeycloakUnavailableException {
        HttpOutcome<EventsConfig> outcome = outcome(
                HttpCall::get, realm.path("events", "config"), body -> EventsConfig.of(JsonObjectReader.of(body)));
        return isRefused(outcome, 403) ? Optional.empty() : Optional.of(valueOf(outcome));
    }

    /** Of every type: a filter would miss users of a partial import. See {@link EventLog.Source}. */
    List<KeycloakEvent> adminEvents(long since, long first, int most, boolean oldestFirst)
            throws KeycloakUnavailableException {
        return events(realm.path("admin-events"), KeycloakEvent::ofAdmin, since, first, most, oldestFirst);
    }

    /** @param types that the realm records */
    List<KeycloakEvent> userEvents(List<String> types, long since, long first, int most, boolean oldestFirst)
            throws KeycloakUnavailableException {
        RequestUrl log = realm.path("events");
        for (String type : types) {
            log = log.query("type", type);
        }
        return events(log, KeycloakEvent::ofUser, since, first, most, oldestFirst);
    }

    private List<KeycloakEvent> events(
            RequestUrl log,
            Function<JsonObjectReader, KeycloakEvent> shape,
            long since,
            long first,
            int most,
            boolean oldestFirst)
            throws KeycloakUnavailableException {
        RequestUrl part = log.query("dateFrom", Long.toString(since))
                .query("first", Long.toString(first))
                .query("max", Integer.toString(most))
                .query("direction", oldestFirst ? "asc" : "desc");
        return page(
                part, body -> JsonObjectReader.listOf(body).stream().map(shape).toList());
    }

    /** Gets a token, unless there is one. */
    void logIn() throws KeycloakUnavailableException {
        tokens.get();
    }

    UserProfile userProfile() throws KeycloakUnavailableException {
        return get(users.path("profile"), body -> UserProfile.of(JsonObjectReader.of(body)));
    }

    /**
     * Returns accounts that fit the criterion. If Keycloak, or a proxy in between, answers with another one, that is no
     * answer to this look-up. Least of all does it say that there is no such account.
     */
    private List<KeycloakUser> accounts(JsonValue body, KeycloakUserQuery asked) {
        if (!JsonObjectReader.listOf(body).stream().allMatch(asked::fits)) {
            throw new UnexpectedBodyException("expected users that fit " + asked.parameter() + ", found another one");
        }
        return accounts(body);
    }

    private List<KeycloakUser> accounts(JsonValue body) {
        return JsonObjectReader.listOf(body).stream()
                .map(user -> KeycloakUser.of(user, settings))
                .toList();
    }

    /** @throws KeycloakUnavailableException if the account is one of another directory, and that is down */
    Account account(KeycloakUser account) throws KeycloakUnavailableException {
        if (account.mayBeDisabledByOutage() && !isStoredAsDisabled(account)) {
            throw new KeycloakUnavailableException(
                    "the directory of the federated user " + account.id() + " is down",
                    KeycloakUnavailableException.Cause.DIRECTORY_DOWN);
        }
        return account.account();
    }

    <T> T get(RequestUrl url, Function<JsonValue, T> shape) throws KeycloakUnavailableException {
        return valueOf(outcome(HttpCall::get, url, shape));
    }

    /** A page of a list, which may be longer than what is about one account. */
    <T> T page(RequestUrl url, Function<JsonValue, T> shape) throws KeycloakUnavailableException {
        return valueOf(outcome(HttpCall::page, url, shape));
    }

    private static boolean isRefused(HttpOutcome<?> outcome, int status) {
        return outcome instanceof Refused<?> refused && refused.status() == status;
    }

    private <T> HttpOutcome<T> outcome(
            BiFunction<URI, Secret, HttpCall> call, RequestUrl url, Function<JsonValue, T> shape)
            throws KeycloakUnavailableException {
        AccessToken token = tokens.get();
        HttpOutcome<T> outcome = http.call(call.apply(url.toUri(), token.value()), shape);
        if (outcome instanceof Refused<T> refused && refused.status() == 401) {
            AccessToken other = tokens.insteadOf(token);
            outcome = http.call(call.apply(url.toUri(), other.value()), shape);
        }
        return outcome;
    }

    private static <T> T valueOf(HttpOutcome<T> outcome) throws KeycloakUnavailableException {
        if (outcome instanceof Ok<T> ok) {
            return ok.value();
        }
        if (outcome instanceof Refused<T> refused) {
            String remedy = refused.status() == 403
                    ? " (the service account needs the role view-users of the client realm-management)"
                    : "";
            throw new KeycloakUnavailableException(
                    refused.reason() + remedy,
                    refused.status() == 401
                            ? KeycloakUnavailableException.Cause.UNREACHED
                            : KeycloakUnavailableException.Cause.ANSWERED);
        }
        throw KeycloakUnavailableException.of((Failed<T>) outcome);
    }

    @Override
    public void close() {
        http.close();
    }
}
