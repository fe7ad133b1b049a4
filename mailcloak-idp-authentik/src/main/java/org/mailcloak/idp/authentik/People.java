package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.GroupWalk;

/** Reads lists of people to their end, within a bound. Safe for many threads. */
final class People {

    /** So many requests for one filter; with pages of 100, that is 2,000 users. */
    static final int MAX_PAGES = 20;

    /** One page more than the members of one group fill. */
    private static final int MAX_PAGES_OF_GROUP = GroupWalk.MAX_MEMBERS / Api.PAGE_SIZE + 1;

    private final Api api;
    private final PagedList<User> list;

    /** @param patience after this time no further page is asked for */
    People(Api api, Duration patience) {
        this.api = api;
        this.list = new PagedList<>(Refusal.USERS, User::pk, patience);
    }

    /** The people that the filter finds; empty if they are too many to read. */
    Optional<List<User>> find(ListFilter filter) throws UnavailableException {
        return find(filter, MAX_PAGES);
    }

    /** Like {@link #find}, for a filter that finds a few at most. */
    List<User> findFew(ListFilter filter) throws UnavailableException {
        return find(filter).orElseThrow(() -> tooMany(filter));
    }

    /** The people in the group itself, not those in groups within it; empty if they are too many for a group. */
    Optional<List<User>> inGroup(String pk) throws UnavailableException {
        return find(ListFilter.inGroup(pk), MAX_PAGES_OF_GROUP);
    }

    private Optional<List<User>> find(ListFilter filter, int maxPages) throws UnavailableException {
        return list.read(number -> api.people(filter, number), maxPages)
                .map(users -> users.stream().filter(User::isPerson).toList());
    }

    static UnavailableException tooMany(ListFilter filter) {
        return new UnavailableException("authentik finds more users by " + filter.parameter() + " than the "
                + MAX_PAGES * Api.PAGE_SIZE + " that are read for one answer");
    }
}
