package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.attributes.GroupRules;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.GroupLookup;

/**
 * Finds a group by its address, with its members. A group's own list of its members lacks their type and their immutable
 * id, so they are read from the list of users, filtered by the group: page by page, for each group within it.
 */
final class AuthentikLists {

    /** With pages of 100: so many groups contain what a group is called, or are read of a server before 2025.8. */
    private static final int MAX_PAGES = 50;

    private final GroupRules rules;
    private final AuthentikApiClient api;
    private final AuthentikAccountLookups people;
    private final AccountMapper accounts;
    private final VisibilityCheck witness;
    private final PagedList<AuthentikGroup> pages;

    /** @param patience after this time no further page of groups is asked for */
    AuthentikLists(
            GroupRules rules,
            AuthentikApiClient api,
            AuthentikAccountLookups people,
            AccountMapper accounts,
            VisibilityCheck witness,
            Duration patience) {
        this.rules = rules;
        this.api = api;
        this.people = people;
        this.accounts = accounts;
        this.witness = witness;
        this.pages = new PagedList<>(ApiError.GROUPS, AuthentikGroup::pk, patience);
    }

    /** To whom some users or groups are hidden, authentik shows shorter lists without a word: every answer is confirmed. */
    GroupLookup having(EmailAddress address) throws AuthentikUnavailableException {
        if (!QueryValidation.isAddress(address)) {
            return GroupLookup.notFound();
        }
        List<AuthentikGroup> found = holders(address);
        if (found.isEmpty()) {
            witness.confirmGroups();
            return GroupLookup.notFound();
        }
        if (found.size() > 1) {
            return GroupLookup.broken(found.size() + " groups have the address " + address + ": "
                    + found.stream().map(AuthentikGroup::line).sorted().collect(Collectors.joining(", ")));
        }
        AuthentikGroup group = found.get(0);
        for (String name : rules.names()) {
            if (Attributes.holdsObject(group.attributes(), name)) {
                return GroupLookup.broken("the group " + group.line() + " has an object in the attribute " + name + "; "
                        + Attributes.READABLE);
            }
        }
        GroupLookup answer = new Walk(group).lookup(address);
        witness.confirm();
        witness.confirmGroups();
        return answer;
    }

    private List<AuthentikGroup> holders(EmailAddress address) throws AuthentikUnavailableException {
        List<AuthentikUserQuery> filters = Stream.of(
                        rules.addressAttribute().map(name -> AuthentikUserQuery.holding(name, address)),
                        rules.named(address).map(AuthentikUserQuery::called))
                .flatMap(Optional::stream)
                .toList();
        Map<String, AuthentikGroup> found = new LinkedHashMap<>();
        for (AuthentikUserQuery filter : filters) {
            for (AuthentikGroup group : groups(filter)) {
                if (rules.has(address, group.name(), group)) {
                    found.put(group.pk(), group);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private List<AuthentikGroup> groups(AuthentikUserQuery filter) throws AuthentikUnavailableException {
        return pages.read(number -> api.groups(filter, number), MAX_PAGES)
                .orElseThrow(() -> AuthentikUnavailableException.unclear("authentik finds more groups than the "
                        + MAX_PAGES * AuthentikApiClient.PAGE_SIZE + " that are read for one answer"));
    }

    /** One look-up. Groups that were seen need not be read again. */
    private final class Walk {

        private final AuthentikGroup root;
        private final Map<String, AuthentikGroup> known = new HashMap<>();
        private boolean allKnown;
        private boolean tooLarge;

        Walk(AuthentikGroup root) {
            this.root = root;
            known.put(root.pk(), root);
        }

        GroupLookup lookup(EmailAddress address) throws AuthentikUnavailableException {
            GroupRules.GroupKey key = new GroupRules.GroupKey(root.pk(), root.name());
            GroupLookup answer =
                    GroupExpander.of(root.pk(), this::content, everybody -> rules.group(key, address, everybody, root));
            return tooLarge
                    ? GroupLookup.broken("the group " + root.line() + " has more members than are read for one group")
                    : answer;
        }

        private GroupExpander.Content content(String pk) throws AuthentikUnavailableException {
            List<String> subgroups = within(group(pk));
            Optional<List<AuthentikUser>> users = people.inGroup(pk);
            if (users.isEmpty()) {
                tooLarge = true;
            }
            List<Account> members = new ArrayList<>();
            for (AuthentikUser user : users.orElse(List.of())) {
                members.add(accounts.of(user));
            }
            return new GroupExpander.Content(members, tooLarge ? List.of() : subgroups);
        }

        /** One that is hidden from the token is refused, and ends the look-up. */
        private AuthentikGroup group(String pk) throws AuthentikUnavailableException {
            @Nullable AuthentikGroup seen = known.get(pk);
            return seen != null ? seen : Responses.valueOf(api.group(pk), ApiError.GROUPS);
        }

        private List<String> within(AuthentikGroup group) throws AuthentikUnavailableException {
            if (group.children().isPresent()) {
                return group.children().get();
            }
            if (!allKnown) {
                groups(AuthentikUserQuery.none()).forEach(other -> known.put(other.pk(), other));
                allKnown = true;
            }
            return known.values().stream()
                    .filter(other -> other.parents().contains(group.pk()))
                    .map(AuthentikGroup::pk)
                    .toList();
        }
    }
}
