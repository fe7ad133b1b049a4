package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.GroupExpander;

/** Reads lists of people to their end, within a bound. Safe for many threads. */
final class AuthentikAccountLookups {

    /**
     * So many requests for one filter; with pages of 100, that is 2,000 users. A short text is in nearly every
     * account's address, and is chosen by strangers: for it there is one request.
     */
    static final int MAX_PAGES = 20;

    /** One page more than the members of one group fill. */
    private static final int MAX_PAGES_OF_GROUP = GroupExpander.MAX_MEMBERS / AuthentikApiClient.PAGE_SIZE + 1;

    private final AuthentikApiClient api;
    private final PagedList<AuthentikUser> list;

    /** @param patience after this time no further page is asked for */
    AuthentikAccountLookups(AuthentikApiClient api, Duration patience) {
        this.api = api;
        this.list = new PagedList<>(ApiError.USERS, AuthentikUser::pk, patience);
    }

    /** The people that the filter finds; empty if they are too many to read. */
    Optional<List<AuthentikUser>> find(AuthentikUserQuery filter) throws AuthentikUnavailableException {
        return find(filter, filter.isShort() ? 1 : MAX_PAGES);
    }

    /** Like {@link #find}, for a filter that finds a few at most. */
    List<AuthentikUser> findFew(AuthentikUserQuery filter) throws AuthentikUnavailableException {
        return find(filter).orElseThrow(() -> tooMany(filter));
    }

    /** The people in the group itself, not those in groups within it; empty if they are too many for a group. */
    Optional<List<AuthentikUser>> inGroup(String pk) throws AuthentikUnavailableException {
        return find(AuthentikUserQuery.inGroup(pk), MAX_PAGES_OF_GROUP);
    }

    private Optional<List<AuthentikUser>> find(AuthentikUserQuery filter, int maxPages)
            throws AuthentikUnavailableException {
        return list.read(number -> api.people(filter, number), maxPages)
                .map(users -> users.stream().filter(AuthentikUser::isPerson).toList());
    }

    static AuthentikUnavailableException tooMany(AuthentikUserQuery filter) {
        int most = (filter.isShort() ? 1 : MAX_PAGES) * AuthentikApiClient.PAGE_SIZE;
        return AuthentikUnavailableException.unclear("authentik finds more users by " + filter.parameter()
                + " than the " + most + " that are read for one answer");
    }
}
