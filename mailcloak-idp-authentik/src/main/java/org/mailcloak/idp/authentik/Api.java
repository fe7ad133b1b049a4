package org.mailcloak.idp.authentik;

import jakarta.json.JsonValue;
import java.util.function.Function;
import org.mailcloak.http.Fields;
import org.mailcloak.http.HttpCall;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.http.JsonHttpClient;
import org.mailcloak.http.RequestUrl;
import org.mailcloak.http.UnexpectedBodyException;
import org.mailcloak.idp.Secret;

/** The calls of authentik's API that are made here. Safe for many threads. */
final class Api implements AutoCloseable {

    /** Newer servers cap it at 100, unless they are configured otherwise; older ones have no default that small. */
    static final int PAGE_SIZE = 100;

    private final JsonHttpClient client;
    private final RequestUrl base;
    private final RequestUrl groups;
    private final RequestUrl events;
    private final Secret token;

    Api(AuthentikSettings settings) {
        this.client = new JsonHttpClient(settings.http());
        this.base = settings.base().path("api", "v3", "core", "users");
        this.groups = settings.base().path("api", "v3", "core", "groups");
        this.events = settings.base().path("api", "v3", "events", "events").slash();
        this.token = settings.token();
    }

    /** A page of the people that the filter finds, in an order in which none moves. */
    HttpOutcome<Page<User>> people(ListFilter filter, long page) {
        return call(people(filter.addTo(base.slash()), page, PAGE_SIZE), Api::users);
    }

    /** A page of all people that the token sees, in an order in which none moves. */
    HttpOutcome<Page<User>> everybody(long page) {
        return call(people(base.slash(), page, PAGE_SIZE), Api::users);
    }

    /** The account of that number: {@code Refused} if it is not seen, or is gone. */
    HttpOutcome<User> person(long pk) {
        return call(base.path(Long.toString(pk)).slash(), body -> User.of(Fields.of(body)));
    }

    /** The newest events about objects of authentik's core. */
    HttpOutcome<EventPage> events() {
        RequestUrl newest = events.query("context_model_app", "authentik_core")
                .query("ordering", "-created")
                .query("page", "1")
                .query("page_size", Integer.toString(PAGE_SIZE));
        return call(newest, EventPage::of);
    }

    /** The first of all people that the token sees. */
    HttpOutcome<Page<User>> everybody() {
        return call(people(base.slash(), 1, 1), Api::users);
    }

    /** A page of the groups that the filter finds, in an order in which none moves. */
    HttpOutcome<Page<Group>> groups(ListFilter filter, long page) {
        RequestUrl withoutUsers = filter.addTo(groups.slash()).query("include_users", "false");
        return call(paged(withoutUsers, page, PAGE_SIZE), body -> Page.of(body, Group::of));
    }

    /** The group of that id: {@code Refused} if it is not seen, or is gone. */
    HttpOutcome<Group> group(String pk) {
        return call(groups.path(pk).slash().query("include_users", "false"), body -> {
            Group found = Group.of(Fields.of(body));
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
        return call(
                base.path(Long.toString(pk)).slash(),
                body -> Fields.of(body)
                                .number("pk")
                                .filter(found -> found == pk)
                                .isPresent()
                        || otherUser());
    }

    private static boolean otherUser() {
        throw new UnexpectedBodyException("expected the user that was asked for, found another one");
    }

    private static Page<User> users(JsonValue body) {
        return Page.of(body, User::of);
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

    @Override
    public void close() {
        client.close();
    }
}
