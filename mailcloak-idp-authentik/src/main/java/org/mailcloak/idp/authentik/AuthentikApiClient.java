package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.function.Function;
import org.mailcloak.http.HttpCall;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.http.JsonHttpClient;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.http.UnexpectedBodyException;
import org.mailcloak.idp.Secret;

/** The calls of authentik's API that are made here. Safe for many threads. */
final class AuthentikApiClient implements AutoCloseable {

    /** Newer servers cap it at 100, unless they are configured otherwise; older ones have no default that small. */
    static final int PAGE_SIZE = 100;

    private final JsonHttpClient client;
    private final RequestUrl base;
    private final RequestUrl groups;
    private final RequestUrl events;
    private final Secret token;

    AuthentikApiClient(AuthentikSettings settings) {
        this.client = new JsonHttpClient(settings.http());
        this.base = settings.base().path("api", "v3", "core", "users");
        this.groups = settings.base().path("api", "v3", "core", "groups");
        this.events = settings.base().path("api", "v3", "events", "events").slash();
        this.token = settings.token();
    }

    /** A page of the people that the filter finds, in an order in which none moves. */
    HttpOutcome<ResultPage<AuthentikUser>> people(AuthentikUserQuery filter, long page) {
        return page(
                people(filter.addTo(base.slash()), page, PAGE_SIZE),
                body -> ResultPage.of(body, user -> AuthentikUser.of(filter.fitting(user))));
    }

    /** A page of all people that the token sees, in an order in which none moves. */
    HttpOutcome<ResultPage<AuthentikUser>> everybody(long page) {
        return page(people(base.slash(), page, PAGE_SIZE), AuthentikApiClient::users);
    }

    /** The account of that number: {@code Refused} if it is not seen, or is gone. */
    HttpOutcome<AuthentikUser> person(long pk) {
        return call(base.path(Long.toString(pk)).slash(), body -> {
            AuthentikUser user = AuthentikUser.of(JsonObjectReader.of(body));
            if (user.pk() != pk) {
                throw otherUser();
            }
            return user;
        });
    }

    /** The newest events about objects of authentik's core. */
    HttpOutcome<EventPage> events() {
        RequestUrl newest = events.query("context_model_app", "authentik_core")
                .query("ordering", "-created")
                .query("page", "1")
                .query("page_size", Integer.toString(PAGE_SIZE));
        return page(newest, EventPage::of);
    }

    /** The first of all people that the token sees. */
    HttpOutcome<ResultPage<AuthentikUser>> everybody() {
        return call(people(base.slash(), 1, 1), AuthentikApiClient::users);
    }

    /** A page of the groups that the filter finds, in an order in which none moves. */
    HttpOutcome<ResultPage<AuthentikGroup>> groups(AuthentikUserQuery filter, long page) {
        RequestUrl withoutUsers = filter.addTo(groups.slash()).query("include_users", "false");
        return page(
                paged(withoutUsers, page, PAGE_SIZE),
                body -> ResultPage.of(body, group -> AuthentikGroup.of(filter.fitting(group))));
    }

    /** The group of that id: {@code Refused} if it is not seen, or is gone. */
    HttpOutcome<AuthentikGroup> group(String pk) {
        return call(groups.path(pk).slash().query("include_users", "false"), body -> {
            AuthentikGroup found = AuthentikGroup.of(JsonObjectReader.of(body));
            if (!found.pk().equals(pk)) {
                throw new UnexpectedBodyException("expected the group that was asked for, found another one");
            }
            return found;
        });
    }

    /** Who the token belongs to. No permission is needed for that. */
    HttpOutcome<TokenOwner> me() {
        return call(base.path("me").slash(), TokenOwner::of);
    }

    /** Whether the account of that number is seen: {@code Refused} if not. */
    HttpOutcome<Boolean> sees(long pk) {
        return call(base.path(Long.toString(pk)).slash(), body -> {
            if (JsonObjectReader.of(body)
                    .number("pk")
                    .filter(found -> found == pk)
                    .isEmpty()) {
                throw otherUser();
            }
            return true;
        });
    }

    private static UnexpectedBodyException otherUser() {
        return new UnexpectedBodyException("expected the user that was asked for, found another one");
    }

    private static ResultPage<AuthentikUser> users(JsonValue body) {
        return ResultPage.of(body, AuthentikUser::of);
    }

    private static RequestUrl people(RequestUrl url, long page, int size) {
        RequestUrl people = url.query("type", "internal")
                .query("type", "external")
                .query("include_groups", "false")
                .query("include_roles", "false");
        return paged(people, page, size);
    }

    private static RequestUrl paged(RequestUrl url, long page, int size) {
        return url.query("ordering", "pk")
                .query("page", Long.toString(page))
                .query("page_size", Integer.toString(size));
    }

    private <T> HttpOutcome<T> call(RequestUrl url, Function<JsonValue, T> shape) {
        return client.call(HttpCall.get(url.toUri(), token), shape);
    }

    /** A page of a list, which may be longer than what is about one account. */
    private <T> HttpOutcome<T> page(RequestUrl url, Function<JsonValue, T> shape) {
        return client.call(HttpCall.page(url.toUri(), token), shape);
    }

    @Override
    public void close() {
        client.close();
    }
}
